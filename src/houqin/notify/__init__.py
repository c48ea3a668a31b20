"""Notices: in the program, by mail, and a place for other senders."""
