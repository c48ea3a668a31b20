from django.urls import path

from houqin.core.late import late

approvals, cases, keeping, lists, opening, paper, settings = late(
    "houqin.cases.views", "approvals", "cases", "keeping", "lists", "opening", "paper", "settings"
)

app_name = "cases"
urlpatterns = [
    path("", lists.cases, name="cases"),
    path("board/", lists.board, name="board"),
    path("places/", lists.places, name="places"),
    path("figures/", lists.figures, name="figures"),
    path("assign/", keeping.assign, name="assign"),
    path("ask/", approvals.ask, name="ask"),
    path("settings/", settings.settings, name="settings"),
    path("settings/numbers/", settings.numbering, name="numbering"),
    path("settings/hours/", settings.hours, name="hours"),
    path("settings/requests/<slug:code>/", settings.request_rule, name="request_rule"),
    path("settings/<slug:code>/<slug:grade>/", settings.promise, name="promise"),
    path("new/", opening.choose, name="choose"),
    path("new/<slug:code>/", opening.new, name="new"),
    path("<int:pk>/", cases.case, name="case"),
    path("<int:pk>/step/<slug:code>/", cases.step, name="step"),
    path("<int:pk>/comment/", keeping.comment, name="comment"),
    path("<int:pk>/mention/", keeping.mention, name="mention"),
    path("<int:pk>/cooperators/", keeping.cooperators, name="cooperators"),
    path("<int:pk>/merge/", keeping.merge, name="merge"),
    path("<int:pk>/extend/", keeping.ask_extension, name="ask_extension"),
    path("<int:pk>/extend/answer/", keeping.answer_extension, name="answer_extension"),
    path("<int:pk>/conclude/", keeping.conclude, name="conclude"),
    path("<int:pk>/decision/", approvals.decision, name="decision"),
    path("<int:pk>/paper/", paper.paper, name="paper"),
]
