"""Requests that others approve: a chain by role and amount, on the same engine as every case."""
