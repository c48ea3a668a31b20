"""Every change to books and entries."""
