from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "houqin.safety"
    label = "safety"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.safety.manifest import MANIFEST

        announce(MANIFEST)
