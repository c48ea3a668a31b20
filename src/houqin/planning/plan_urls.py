"""Addresses of the plan pages."""

from django.urls import URLPattern

plan_urls: list[URLPattern] = []
