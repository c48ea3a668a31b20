"""A book's records from a file: the table, its reading, its taking in and its undoing."""
