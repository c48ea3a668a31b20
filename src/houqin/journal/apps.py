from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "houqin.journal"
    label = "journal"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.journal.manifest import MANIFEST
        from houqin.journal.public import record
        from houqin.org.recording import register_recorder

        announce(MANIFEST)
        register_recorder(record)
