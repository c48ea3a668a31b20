"""Take from answers what PostgreSQL tells of their order: rows are written anew, shuffled.

Every row of a table carries the number of the transaction that wrote it and lies where there was
room. A slip that was used in the same transaction would point at its answer. So each new answer is
written together with others that were there, and all of them once more when the survey closes.
"""

from __future__ import annotations

from random import SystemRandom
from uuid import uuid4

from houqin.voice.models import Survey, SurveyAnswer

WITH = 20
_random = SystemRandom()


def stir(survey: Survey, new: SurveyAnswer | None = None) -> None:
    """Write ``new`` among others, or everything anew. The caller holds the survey's row."""
    rows = SurveyAnswer.objects.filter(survey=survey, is_paper=False)
    others = list(rows.order_by("?")[:WITH] if new is not None else rows)
    SurveyAnswer.objects.filter(pk__in=[row.pk for row in others]).delete()
    for row in others:
        row.pk = uuid4()
        row._state.adding = True
    every = [*others, *([new] if new is not None else [])]
    _random.shuffle(every)
    SurveyAnswer.objects.bulk_create(every, batch_size=500)
