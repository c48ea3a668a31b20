from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "houqin.planning"
    label = "planning"
