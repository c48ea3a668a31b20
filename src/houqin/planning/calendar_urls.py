"""Addresses of the calendar pages."""

from django.urls import URLPattern

calendar_urls: list[URLPattern] = []
