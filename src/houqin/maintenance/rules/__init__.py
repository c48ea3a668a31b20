"""What maintenance decides without a database."""
