from django.apps import AppConfig


class MaintenanceConfig(AppConfig):
    name = "houqin.maintenance"
    label = "maintenance"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.maintenance.manifest import MANIFEST

        announce(MANIFEST)
