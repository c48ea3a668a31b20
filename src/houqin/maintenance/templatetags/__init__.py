"""What the engine's page shows of a repair."""
