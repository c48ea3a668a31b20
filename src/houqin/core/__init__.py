"""The ground every room stands on: tenancy, permissions, clock, money, manifests. No models."""
