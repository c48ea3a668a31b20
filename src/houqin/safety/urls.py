"""Addresses of the safety room."""

from django.urls import URLPattern, path

from houqin.core.late import late

_VIEWS = "houqin.safety.views"
patrols, routes = late(_VIEWS, "patrols", "routes")
undertakings, signing = late(_VIEWS, "undertakings", "signing")
hazards, accountability = late(_VIEWS, "hazards", "accountability")
emergency, drills = late(_VIEWS, "emergency", "drills")
overview, norms = late(_VIEWS, "overview", "norms")
duties, posts = late(_VIEWS, "duties", "posts")
assessing, around, paper, goods = late(_VIEWS, "assessing", "around", "paper", "goods")

app_name = "safety"
_patrols: list[URLPattern] = [
    path("patrols/", patrols.patrols, name="patrols"),
    path("patrols/rounds/", patrols.rounds, name="rounds"),
    path("patrols/rounds/<int:pk>/", patrols.round_page, name="round"),
    path("patrols/rounds/<int:pk>/reason/", patrols.explain, name="explain"),
    path("patrols/points/<int:pk>/", patrols.stand, name="stand"),
    path("patrols/tags/<str:tag>/<int:pk>/", patrols.stand_tag, name="stand_tag"),
    path("patrols/points/<int:pk>/remove/", routes.point_drop, name="point_drop"),
    path("patrols/routes/", routes.routes, name="routes"),
    path("patrols/routes/new/", routes.route_new, name="route_new"),
    path("patrols/routes/<int:pk>/", routes.route, name="route"),
    path("patrols/routes/<int:pk>/edit/", routes.route_edit, name="route_edit"),
    path("patrols/routes/<int:pk>/points/", routes.points_new, name="points_new"),
    path("patrols/routes/<int:pk>/shifts/", routes.shift_new, name="shift_new"),
    path("patrols/shifts/<int:pk>/", routes.shift_edit, name="shift_edit"),
    path("patrols/shifts/<int:pk>/remove/", routes.shift_drop, name="shift_drop"),
]

_letters: list[URLPattern] = [
    path("letters/", signing.my_letters, name="my_letters"),
    path("letters/<int:pk>/", signing.letter, name="letter"),
    path("letters/<int:pk>/signature/", signing.signature, name="signature"),
    path("letters/<int:pk>/paper/", undertakings.paper, name="paper"),
    path("letters/<int:pk>/withdraw/", undertakings.withdraw, name="withdraw"),
    path("letters/issues/", undertakings.issues, name="issues"),
    path("letters/issues/<int:pk>/", undertakings.issue, name="issue"),
    path("letters/issues/<int:pk>/urge/", undertakings.urge, name="urge"),
    path("letters/issues/<int:pk>/slips/", undertakings.slips, name="slips"),
    path("letters/issues/<int:pk>/archive/", undertakings.archive, name="archive"),
    path("letters/issues/<int:pk>/archive.pdf", paper.issue_pdf, name="issue_pdf"),
    path("letters/terms/<int:pk>/archive.pdf", paper.term_pdf, name="term_pdf"),
    path("letters/templates/", undertakings.templates, name="templates"),
    path("letters/templates/new/", undertakings.template_new, name="template_new"),
    path("letters/templates/<int:pk>/", undertakings.template_edit, name="template_edit"),
    path("letters/templates/<int:pk>/issue/", undertakings.issue_new, name="issue_new"),
]

_hazards: list[URLPattern] = [
    path("hazards/", hazards.hazards, name="hazards"),
    path("hazards/picture/", hazards.picture, name="picture"),
    path("hazards/tips/", hazards.tips, name="tips"),
    path("incidents/", hazards.incidents, name="incidents"),
    path("accountability/", accountability.accountabilities, name="accountabilities"),
    path("accountability/<int:pk>/", accountability.accountability, name="accountability"),
    path("accountability/<int:pk>/decide/", accountability.decide, name="decide"),
    path("accountability/<int:pk>/lift/", accountability.lift, name="lift"),
    path("accountability/of/<int:pk>/", accountability.hold, name="hold"),
]

_emergency: list[URLPattern] = [
    path("emergency/", emergency.plans, name="plans"),
    path("emergency/new/", emergency.plan_new, name="plan_new"),
    path("emergency/<int:pk>/", emergency.plan, name="plan"),
    path("emergency/<int:pk>/edit/", emergency.plan_edit, name="plan_edit"),
    path("emergency/<int:pk>/review/", emergency.review, name="review"),
    path("emergency/<int:pk>/editions/<int:number>/", emergency.edition, name="edition"),
    path("emergency/contacts/", emergency.contacts, name="contacts"),
    path("emergency/contacts/new/", emergency.contact_new, name="contact_new"),
    path("emergency/contacts/<int:pk>/", emergency.contact_edit, name="contact_edit"),
    path("emergency/contacts/<int:pk>/remove/", emergency.contact_drop, name="contact_drop"),
    path("drills/", drills.drills, name="drills"),
    path("drills/new/", drills.drill_new, name="drill_new"),
    path("drills/<int:pk>/", drills.drill, name="drill"),
    path("drills/<int:pk>/edit/", drills.drill_edit, name="drill_edit"),
    path("drills/<int:pk>/hold/", drills.hold, name="hold_drill"),
    path("drills/<int:pk>/call-off/", drills.call_off, name="call_off"),
]

_duties: list[URLPattern] = [
    path("duties/", duties.duties, name="duties"),
    path("duties/today/", duties.duties_today, name="duties_today"),
    path("duties/records/", duties.turns, name="turns"),
    path("duties/month/", duties.month, name="duty_month"),
    path("duties/<int:pk>/sign/", duties.duty_sign, name="duty_sign"),
    path("duties/tags/<str:tag>/<int:pk>/", duties.duty_tag, name="duty_tag"),
    path("duties/<int:pk>/swap/", duties.swap, name="swap"),
    path("duties/<int:pk>/give/", posts.duty_give, name="duty_give"),
    path("duties/swaps/<int:pk>/<str:said>/", duties.swap_answer, name="swap_answer"),
    path("duties/posts/", posts.posts, name="posts"),
    path("duties/posts/new/", posts.post_new, name="post_new"),
    path("duties/posts/<int:pk>/", posts.post_edit, name="post_edit"),
    path("duties/posts/<int:pk>/fill/", posts.post_fill, name="post_fill"),
]

_assessing: list[URLPattern] = [
    path("assessments/", assessing.assessments, name="assessments"),
    path("assessments/new/", assessing.assess, name="assess"),
    path("assessments/<int:pk>/", assessing.assessment, name="assessment"),
]

_around: list[URLPattern] = [
    path("around/", around.problems, name="around"),
    path("around/new/", around.sight, name="around_new"),
    path("around/action/", around.action, name="around_action"),
]

_goods: list[URLPattern] = [
    path("articles/", goods.articles, name="articles"),
    path("stores/", goods.stores, name="stores"),
]

_norms: list[URLPattern] = [
    path("", overview.home, name="home"),
    path("checks/", overview.checks, name="checks"),
    path("lessons/", overview.lessons, name="lessons"),
    path("lessons/themes/", overview.activities, name="themes"),
    path("risks/", norms.risks, name="risks"),
    path("risks/board/", norms.board, name="board"),
    path("risks/new/", norms.risk_new, name="risk_new"),
    path("risks/<int:pk>/", norms.risk_edit, name="risk_edit"),
    path("clauses/", norms.clauses, name="clauses"),
    path("clauses/new/", norms.clause_new, name="clause_new"),
    path("clauses/<int:pk>/", norms.clause_edit, name="clause_edit"),
    path("clauses/<int:pk>/report/", norms.clause_report, name="clause_report"),
]

urlpatterns: list[URLPattern] = [
    *_norms,
    *_emergency,
    *_hazards,
    *_patrols,
    *_letters,
    *_duties,
    *_assessing,
    *_around,
    *_goods,
]
