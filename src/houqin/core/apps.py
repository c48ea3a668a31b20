from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "houqin.core"
    label = "core"

    def ready(self) -> None:
        from houqin.core.row_security import protect

        # The signal comes once per app with models, after every migration has run: one is enough.
        once = apps.get_app_config("contenttypes")
        post_migrate.connect(protect, sender=once, dispatch_uid="houqin_row_security")
