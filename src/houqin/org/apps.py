from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "houqin.org"
    label = "org"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.org.manifest import MANIFEST
        from houqin.org.resources import classes, departments, places, register, staff, students

        announce(MANIFEST)
        register("org.departments", departments.build)
        register("org.classes", classes.build)
        register("org.staff", staff.build)
        register("org.students", students.build)
        register("org.places", places.build)
