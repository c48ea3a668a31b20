"""Houqin 后勤: the general-affairs work of schools, kindergartens and hospitals."""

__version__ = "0.1.0"
