"""What the room offers to campaigns; counted by modules that only a scorecard loads."""

from functools import partial

from houqin.core.late import late_call
from houqin.planning.indicators import IndicatorSource
from houqin.voice.models import Survey

_satisfaction = late_call("houqin.voice.results", "satisfaction")
_NUMBERS = "houqin.voice.numbers"

INDICATORS = (
    *(
        IndicatorSource(
            f"voice.{sort}",
            f"{label}（最近公布）",
            "分",
            partial(_satisfaction, sort),
            "/voice/surveys/",
        )
        for sort, label in Survey.Sort.choices
        if sort != Survey.Sort.OTHER
    ),
    IndicatorSource(
        "voice.solved", "意见办结率", "%", late_call(_NUMBERS, "solved_share"), "/voice/figures/"
    ),
    IndicatorSource(
        "voice.carried_out",
        "交办落实率",
        "%",
        late_call(_NUMBERS, "carried_out_share"),
        "/voice/supervision/",
    ),
)
