"""The sort of approval that maintenance files."""

from decimal import Decimal

from houqin.cases.approvals.types import RequestType, Stage
from houqin.core.late import late_call

_SERVICE = "houqin.maintenance.services.small_works"

SMALL_WORK = RequestType(
    code="small_work",
    name="小修缮",
    stages=(
        Stage("director", "总务审核", ("director",)),
        Stage("finance", "财务会签", ("finance",), from_amount=Decimal(1000)),
        Stage("principal", "校长审批", ("principal",), from_amount=Decimal(3000)),
    ),
    wants_amount=True,
    collective_from=Decimal(20000),
    signed_from=Decimal(3000),
    on_granted=late_call(_SERVICE, "granted"),
    on_ended=late_call(_SERVICE, "denied"),
    is_offered=False,
)
