from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "houqin.safety"
    label = "safety"

    def ready(self) -> None:
        from houqin.cases.flow import register
        from houqin.cases.leads import lead
        from houqin.core.late import late_call
        from houqin.core.manifest import announce
        from houqin.files.public import owner_rule
        from houqin.ledgers.following import on_amendment, on_entries
        from houqin.notify.public import register_kinds
        from houqin.org.at_place import on_place
        from houqin.planning.agenda import register_agenda
        from houqin.safety import policy
        from houqin.safety.flows import FLOWS
        from houqin.safety.manifest import KINDS, MANIFEST

        announce(MANIFEST)
        register_kinds(*KINDS)
        for flow in FLOWS:
            register(flow)
        for domain in ("safety", "gate", "transport"):
            lead(domain, "hazard")
        owner_rule("safety.patrolsighting", policy.may_see_files)
        owner_rule("safety.duty", policy.may_see_files)
        owner_rule("safety.drill", policy.may_see_files)
        owner_rule("safety.undertaking", policy.may_see_letters)
        on_entries("safety", late_call("houqin.safety.services.noticing", "follow_entries"))
        on_amendment("safety", late_call("houqin.safety.services.noticing", "follow_amendment"))
        register_agenda("safety", late_call("houqin.safety.norm_reports", "for_agenda"))
        on_place("safety", late_call("houqin.safety.at_place", "offers"))
