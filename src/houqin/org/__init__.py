"""Institutions, their people, places, classes and calendar: the base that every record hangs on."""
