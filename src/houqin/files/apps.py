from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "houqin.files"
    label = "files"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.files.manifest import MANIFEST

        announce(MANIFEST)
