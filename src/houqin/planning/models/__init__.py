from houqin.planning.models.items import PlanItem
from houqin.planning.models.plans import PlanGoal, PlanVersion, WorkPlan
from houqin.planning.models.readings import PlanReading
from houqin.planning.models.tasks import Deferral, Evidence, Task

__all__ = [
    "Deferral",
    "Evidence",
    "PlanGoal",
    "PlanItem",
    "PlanReading",
    "PlanVersion",
    "Task",
    "WorkPlan",
]
