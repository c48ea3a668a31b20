from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "houqin.ledgers"
    label = "ledgers"

    def ready(self) -> None:
        from houqin.core.late import late_call
        from houqin.core.manifest import announce
        from houqin.files.public import owner_rule
        from houqin.ledgers import policy
        from houqin.ledgers.at_place import books_at
        from houqin.ledgers.manifest import MANIFEST
        from houqin.org.at_place import on_place
        from houqin.org.facts_following import FactsListener, on_facts

        announce(MANIFEST)
        follow = "houqin.ledgers.facilities"
        on_facts(
            FactsListener("ledgers", late_call(follow, "preview"), late_call(follow, "follow"))
        )
        owner_rule("ledgers.entry", policy.may_see_entry_files)
        on_place("ledgers", books_at)
