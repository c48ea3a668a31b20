from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "houqin.cases"
    label = "cases"

    def ready(self) -> None:
        from houqin.cases import policy
        from houqin.cases.approvals.flow import REQUEST
        from houqin.cases.approvals.sorts import SORTS
        from houqin.cases.approvals.types import register_type
        from houqin.cases.flow import register
        from houqin.cases.flows import MATTER
        from houqin.cases.manifest import MANIFEST
        from houqin.cases.notices import KINDS
        from houqin.core.late import late_call
        from houqin.core.manifest import announce
        from houqin.files.public import owner_rule
        from houqin.ledgers.beside import on_entry_page
        from houqin.ledgers.following import on_amendment, on_entries, on_purge
        from houqin.notify.public import register_kinds
        from houqin.org.at_place import on_place
        from houqin.org.following import on_people_change

        announce(MANIFEST)
        register_kinds(*KINDS)
        register(MATTER)
        register(REQUEST)
        for sort in SORTS:
            register_type(sort)
        owner_rule("cases.casestep", policy.may_see_step)
        owner_rule("cases.comment", policy.may_see_comment)
        findings = "houqin.cases.findings"
        on_entries("cases", late_call(findings, "follow_entries"))
        on_amendment("cases", late_call(findings, "follow_amendment"))
        on_purge("cases", late_call(findings, "let_go"))
        on_place("cases", late_call("houqin.cases.search", "offers"))
        on_people_change("cases", late_call("houqin.cases.approvals.chain", "follow_people"))
        on_people_change("cases-left", late_call("houqin.cases.services.parting", "follow_leavers"))
        on_entry_page("cases", late_call("houqin.cases.beside", "notes"))
