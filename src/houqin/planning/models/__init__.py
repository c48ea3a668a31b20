from houqin.planning.models.items import PlanItem
from houqin.planning.models.letters import Letter
from houqin.planning.models.meetings import Attendance, Decision, Meeting, MinutesNote
from houqin.planning.models.plans import PlanGoal, PlanVersion, WorkPlan
from houqin.planning.models.practices import Practice
from houqin.planning.models.readiness import ReadinessLine, ReadinessReport
from houqin.planning.models.readings import PlanReading
from houqin.planning.models.requests import SupportRequest
from houqin.planning.models.tasks import Deferral, Evidence, Task

__all__ = [
    "Attendance",
    "Decision",
    "Deferral",
    "Evidence",
    "Letter",
    "Meeting",
    "MinutesNote",
    "PlanGoal",
    "PlanItem",
    "PlanReading",
    "PlanVersion",
    "Practice",
    "ReadinessLine",
    "ReadinessReport",
    "SupportRequest",
    "Task",
    "WorkPlan",
]
