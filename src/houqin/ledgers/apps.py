from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "houqin.ledgers"
    label = "ledgers"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.files.public import owner_rule
        from houqin.ledgers import policy
        from houqin.ledgers.manifest import MANIFEST

        announce(MANIFEST)
        owner_rule("ledgers.entry", policy.may_see_entry_files)
