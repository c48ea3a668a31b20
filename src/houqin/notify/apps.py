from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "houqin.notify"
    label = "notify"
