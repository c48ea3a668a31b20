"""People who sign in: users, lock-out, session time-out, access tokens."""
