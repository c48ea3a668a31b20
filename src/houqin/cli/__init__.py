"""The ``houqin`` command."""
