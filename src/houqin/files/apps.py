from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "houqin.files"
    label = "files"
