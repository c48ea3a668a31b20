from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "houqin.ui"
    label = "ui"

    def ready(self) -> None:
        # What the components' own app does; it would load Django's admin besides.
        from django_cotton.nested_tag_support import enable_nested_tag_support

        enable_nested_tag_support()
