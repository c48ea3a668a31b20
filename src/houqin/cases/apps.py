from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "houqin.cases"
    label = "cases"

    def ready(self) -> None:
        from houqin.cases.manifest import MANIFEST
        from houqin.core.manifest import announce

        announce(MANIFEST)
