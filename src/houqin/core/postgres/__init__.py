"""Django's PostgreSQL back end, which also tells the server the institution in scope."""
