from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "houqin.web"
    label = "web"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.web.manifest import MANIFEST

        announce(MANIFEST)
