from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "houqin.planning"
    label = "planning"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.files.public import owner_rule
        from houqin.notify.public import register_kinds
        from houqin.planning import calendar_changes, policy
        from houqin.planning.manifest import MANIFEST
        from houqin.planning.notices import KINDS

        announce(MANIFEST)
        register_kinds(*KINDS)
        owner_rule("planning.evidence", policy.may_see_evidence)
        calendar_changes.listen()
