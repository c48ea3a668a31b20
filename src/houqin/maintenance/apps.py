from django.apps import AppConfig

_SERVICES = "houqin.maintenance.services"


class MaintenanceConfig(AppConfig):
    name = "houqin.maintenance"
    label = "maintenance"

    def ready(self) -> None:
        from houqin.cases.approvals.types import register_type
        from houqin.cases.flow import register as register_flow
        from houqin.core.late import late_call
        from houqin.core.manifest import announce
        from houqin.files.public import owner_rule
        from houqin.ledgers.following import on_entries
        from houqin.maintenance import policy
        from houqin.maintenance.flows import WORK_ORDER
        from houqin.maintenance.manifest import MANIFEST
        from houqin.maintenance.notices import KINDS
        from houqin.maintenance.requests import SMALL_WORK
        from houqin.notify.public import register_kinds
        from houqin.org.at_place import for_strangers, on_place
        from houqin.org.resources import register
        from houqin.planning.agenda import register_agenda
        from houqin.planning.elsewhere import on_progress_of, on_tasks_of

        announce(MANIFEST)
        register_kinds(*KINDS)
        register_flow(WORK_ORDER)
        register_type(SMALL_WORK)
        owner_rule("maintenance.inspection", policy.may_see_register)
        owner_rule("maintenance.equipmentcheck", policy.may_see_register)
        register("maintenance.equipment", late_call("houqin.maintenance.table", "build"))
        on_tasks_of("maintenance", late_call(f"{_SERVICES}.rounds", "sheet_of"))
        on_progress_of("maintenance", late_call(f"{_SERVICES}.rounds", "far_of"))
        register_agenda("maintenance", late_call("houqin.maintenance.agenda", "lines"))
        on_entries("maintenance", late_call(f"{_SERVICES}.triggers", "follow_entries"))
        on_place("maintenance", late_call("houqin.maintenance.at_place", "offers"))
        for_strangers(lambda code, tag: f"/r/{code}/{tag}/")
