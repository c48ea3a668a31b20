"""The forms of the record pages."""
