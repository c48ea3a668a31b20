from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "houqin.reports"
    label = "reports"
