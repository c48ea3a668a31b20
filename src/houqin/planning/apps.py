from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "houqin.planning"
    label = "planning"

    def ready(self) -> None:
        from houqin.cases.pointers import lead_to
        from houqin.core.late import late_call
        from houqin.core.manifest import announce
        from houqin.files.public import owner_rule
        from houqin.ledgers.following import on_amendment, on_entries, on_expected
        from houqin.ledgers.packing import PackRoom, on_pack
        from houqin.notify.public import register_kinds
        from houqin.org.calendar_following import ChangeListener, on_change
        from houqin.org.facts_following import FactsListener, on_facts
        from houqin.org.following import on_people_change
        from houqin.planning import office_policy, policy, task_followers
        from houqin.planning.case_indicators import CASE_INDICATORS
        from houqin.planning.indicators import offer_indicators
        from houqin.planning.manifest import MANIFEST
        from houqin.planning.notices import KINDS

        announce(MANIFEST)
        lead_to("planning.task", "planning:task")
        register_kinds(*KINDS)
        offer_indicators(*CASE_INDICATORS)
        owner_rule("planning.evidence", policy.may_see_evidence)
        owner_rule("planning.meeting", office_policy.may_see_meeting)
        owner_rule("planning.activity", office_policy.may_see_activity)
        owner_rule("planning.letter", office_policy.may_see_letter)
        changes, services = "houqin.planning.calendar_changes", "houqin.planning.services"
        on_change(
            ChangeListener("planning", late_call(changes, "preview"), late_call(changes, "follow"))
        )
        assign = late_call(f"{services}.assigning", "assign_open_tasks")
        on_people_change("planning", lambda today: assign(today=today))
        task_followers.listen()
        duties = f"{services}.duties"
        on_facts(
            FactsListener("planning", late_call(duties, "preview"), late_call(duties, "follow"))
        )
        packing = "houqin.planning.packing"
        on_pack(
            PackRoom(
                "planning", "计划和任务", late_call(packing, "named"), late_call(packing, "write")
            )
        )
        on_entries("planning", late_call(f"{services}.fulfilling", "follow_entries"))
        on_expected("planning", late_call(f"{services}.catching_up", "follow_expected"))
        on_amendment("planning", late_call(f"{services}.fulfilling", "follow_amendment"))
