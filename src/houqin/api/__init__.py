"""The typed API: each room's routers assembled, tokens checked, errors as problem+json."""
