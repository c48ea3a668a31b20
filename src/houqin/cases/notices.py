"""The kinds of notice that cases send."""

from houqin.notify.public import NoticeKind

KINDS = (
    NoticeKind("case.waiting", "事项等您办", "事项", may_hide=False),
    NoticeKind("case.reminder", "事项快到期、已逾期", "事项", may_hide=False),
    NoticeKind("case.escalated", "事项逾期上报", "事项", may_hide=False),
    NoticeKind("case.closed", "您提出的事项已办结", "事项"),
    NoticeKind("case.comment", "事项里有人提到您", "事项"),
)
