"""What people type into planning's pages."""
