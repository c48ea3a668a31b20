from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "houqin.planning"
    label = "planning"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.files.public import owner_rule
        from houqin.ledgers.following import on_amendment, on_entries
        from houqin.notify.public import register_kinds
        from houqin.org.following import on_people_change
        from houqin.planning import calendar_changes, office_policy, policy, task_followers
        from houqin.planning.manifest import MANIFEST
        from houqin.planning.notices import KINDS
        from houqin.planning.services import duties
        from houqin.planning.services.assigning import assign_open_tasks
        from houqin.planning.services.fulfilling import follow_amendment, follow_entries

        announce(MANIFEST)
        register_kinds(*KINDS)
        owner_rule("planning.evidence", policy.may_see_evidence)
        owner_rule("planning.meeting", office_policy.may_see_meeting)
        owner_rule("planning.letter", office_policy.may_see_letter)
        calendar_changes.listen()
        on_people_change("planning", lambda today: assign_open_tasks(today=today))
        task_followers.listen()
        duties.listen()
        on_entries("planning", follow_entries)
        on_amendment("planning", follow_amendment)
