from houqin.planning.models.activities import Activity, ActivityTask, Participation
from houqin.planning.models.campaigns import (
    AimItem,
    AimStep,
    Campaign,
    CampaignAim,
    Indicator,
    IndicatorFigure,
    ScoreCard,
)
from houqin.planning.models.inspections import InspectionFinding, InspectionGuest, OutsideInspection
from houqin.planning.models.items import PlanItem
from houqin.planning.models.letters import Letter
from houqin.planning.models.meetings import Attendance, Decision, Meeting, MinutesNote
from houqin.planning.models.personal import (
    PersonalComment,
    PersonalLine,
    PersonalPlan,
    PersonalRound,
)
from houqin.planning.models.plans import PlanGoal, PlanVersion, WorkPlan
from houqin.planning.models.points import CitedDocument, CitedPoint, PointItem
from houqin.planning.models.posts import PostDuties
from houqin.planning.models.practices import Practice
from houqin.planning.models.readiness import ReadinessLine, ReadinessReport
from houqin.planning.models.readings import PlanReading
from houqin.planning.models.requests import SupportRequest
from houqin.planning.models.standards import Criterion, CriterionProof, Standard
from houqin.planning.models.tasks import Deferral, Evidence, Task

__all__ = [
    "Activity",
    "ActivityTask",
    "AimItem",
    "AimStep",
    "Attendance",
    "Campaign",
    "CampaignAim",
    "CitedDocument",
    "CitedPoint",
    "Criterion",
    "CriterionProof",
    "Decision",
    "Deferral",
    "Evidence",
    "Indicator",
    "IndicatorFigure",
    "InspectionFinding",
    "InspectionGuest",
    "Letter",
    "Meeting",
    "MinutesNote",
    "OutsideInspection",
    "Participation",
    "PersonalComment",
    "PersonalLine",
    "PersonalPlan",
    "PersonalRound",
    "PlanGoal",
    "PlanItem",
    "PlanReading",
    "PlanVersion",
    "PointItem",
    "PostDuties",
    "Practice",
    "ReadinessLine",
    "ReadinessReport",
    "ScoreCard",
    "Standard",
    "SupportRequest",
    "Task",
    "WorkPlan",
]
