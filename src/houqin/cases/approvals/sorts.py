"""Sorts of requests of no room in particular; a room that follows one up takes it over."""

from decimal import Decimal

from houqin.cases.approvals.types import SUPERIOR, RequestType, Stage

GENERAL = RequestType(
    code="general",
    name="一般申请",
    stages=(
        Stage("superior", "上级审核", (SUPERIOR,)),
        Stage("director", "总务审核", ("director",), from_amount=Decimal(0)),
        Stage("principal", "校长审批", ("principal",), from_amount=Decimal(2000)),
    ),
    collective_from=Decimal(20000),
    signed_from=Decimal(2000),
)
PURCHASE = RequestType(
    code="purchase",
    name="购置申请",
    stages=(
        Stage("director", "总务审核", ("director",)),
        Stage("finance", "财务会签", ("finance",), from_amount=Decimal(500)),
        Stage("principal", "校长审批", ("principal",), from_amount=Decimal(1000)),
    ),
    wants_amount=True,
    collective_from=Decimal(20000),
    signed_from=Decimal(1000),
)
DISPOSAL = RequestType(
    code="disposal",
    name="报废处置申请",
    stages=(
        Stage("director", "总务审核", ("director",)),
        Stage("finance", "财务会签", ("finance",), from_amount=Decimal(1000)),
        Stage("principal", "校长审批", ("principal",), from_amount=Decimal(5000)),
    ),
    wants_amount=True,
    collective_from=Decimal(20000),
    signed_from=Decimal(5000),
)
EXPENSE = RequestType(
    code="expense",
    name="报销申请",
    stages=(
        Stage("director", "总务审核", ("director",)),
        Stage("finance", "财务审核", ("finance",)),
        Stage("principal", "校长审批", ("principal",), from_amount=Decimal(500)),
    ),
    wants_amount=True,
    signed_from=Decimal(500),
)
TRIP = RequestType(
    code="trip",
    name="用车外出申请",
    stages=(
        Stage("superior", "上级审核", (SUPERIOR,)),
        Stage("director", "总务派车", ("director",)),
    ),
)
SORTS = (GENERAL, PURCHASE, DISPOSAL, EXPENSE, TRIP)
