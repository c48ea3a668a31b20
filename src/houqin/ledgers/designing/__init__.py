"""The designer of books without its tables: what may be added, changed, guessed, and said of it.

A form being designed is the plain table that ``form_from`` reads; it need not be sound yet.
"""
