from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "houqin.publicity"
    label = "publicity"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.files.public import owner_rule
        from houqin.notify.public import register_kinds
        from houqin.publicity.manifest import KINDS, MANIFEST
        from houqin.publicity.policy import may_see_files

        announce(MANIFEST)
        register_kinds(*KINDS)
        owner_rule("publicity.announcement", may_see_files)
