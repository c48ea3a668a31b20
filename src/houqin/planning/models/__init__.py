from houqin.planning.models.items import PlanItem
from houqin.planning.models.plans import PlanGoal, PlanVersion, WorkPlan
from houqin.planning.models.tasks import Deferral, Evidence, Task

__all__ = ["Deferral", "Evidence", "PlanGoal", "PlanItem", "PlanVersion", "Task", "WorkPlan"]
