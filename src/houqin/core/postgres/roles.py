"""Roles of the database. Apart from Django: the command that starts everything must stay small."""

APP_ROLE = "houqin_app"
