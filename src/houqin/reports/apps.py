from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "houqin.reports"
    label = "reports"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.notify.public import register_kinds
        from houqin.reports.manifest import KINDS, MANIFEST

        announce(MANIFEST)
        register_kinds(*KINDS)
