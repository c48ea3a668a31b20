from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "houqin.cases"
    label = "cases"

    def ready(self) -> None:
        from houqin.cases import policy
        from houqin.cases.flow import register
        from houqin.cases.flows import MATTER
        from houqin.cases.manifest import MANIFEST
        from houqin.cases.services.telling import KINDS
        from houqin.core.late import late_call
        from houqin.core.manifest import announce
        from houqin.files.public import owner_rule
        from houqin.ledgers.following import on_amendment, on_entries, on_purge
        from houqin.notify.public import register_kinds

        announce(MANIFEST)
        register_kinds(*KINDS)
        register(MATTER)
        owner_rule("cases.casestep", policy.may_see_step)
        owner_rule("cases.comment", policy.may_see_comment)
        findings = "houqin.cases.findings"
        on_entries("cases", late_call(findings, "follow_entries"))
        on_amendment("cases", late_call(findings, "follow_amendment"))
        on_purge("cases", late_call(findings, "let_go"))
