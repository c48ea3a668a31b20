from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "houqin.voice"
    label = "voice"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.voice.manifest import MANIFEST

        announce(MANIFEST)
