from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "houqin.org"
    label = "org"

    def ready(self) -> None:
        from houqin.core.late import late_call
        from houqin.core.manifest import announce
        from houqin.org.manifest import MANIFEST
        from houqin.org.resources import register

        announce(MANIFEST)
        for table in ("departments", "classes", "staff", "students", "places"):
            register(f"org.{table}", late_call(f"houqin.org.resources.{table}", "build"))
