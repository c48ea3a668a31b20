"""What people fill in; the services decide."""
