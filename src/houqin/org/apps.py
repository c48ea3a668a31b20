from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "houqin.org"
    label = "org"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.org.manifest import MANIFEST

        announce(MANIFEST)
