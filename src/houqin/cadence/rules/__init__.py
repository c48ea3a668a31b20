"""What each kind of time expression means."""
