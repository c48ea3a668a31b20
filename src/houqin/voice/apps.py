from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "houqin.voice"
    label = "voice"

    def ready(self) -> None:
        from houqin.cases.flow import register
        from houqin.core.manifest import announce
        from houqin.org.at_place import on_place
        from houqin.planning.indicators import offer_indicators
        from houqin.voice.at_place import offers
        from houqin.voice.flows import OPINION
        from houqin.voice.manifest import MANIFEST
        from houqin.voice.results import INDICATORS

        announce(MANIFEST)
        register(OPINION)
        on_place("voice", offers)
        offer_indicators(*INDICATORS)
