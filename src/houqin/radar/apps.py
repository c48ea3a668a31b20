from django.apps import AppConfig


class RadarConfig(AppConfig):
    name = "houqin.radar"
    label = "radar"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.radar.manifest import MANIFEST

        announce(MANIFEST)
