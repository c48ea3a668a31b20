from django.urls import path

from houqin.core.late import late

answering, growing, opinions, results, surveys, visiting = late(
    "houqin.voice.views", "answering", "growing", "opinions", "results", "surveys", "visiting"
)

app_name = "voice"
urlpatterns = [
    path("", opinions.opinions, name="opinions"),
    path("new/", opinions.enter, name="enter"),
    path("figures/", opinions.figures, name="figures"),
    path("poster/", opinions.poster, name="poster"),
    path("o/<int:pk>/concerned/", opinions.concerned, name="concerned"),
    path("o/<int:pk>/publish/", opinions.publish, name="opinion_publish"),
    path("o/<int:pk>/withdraw/", opinions.withdraw, name="opinion_withdraw"),
    path("hot/new/", growing.hot_new, name="hot_new"),
    path("hot/<int:pk>/", growing.hot, name="hot"),
    path("hot/<int:pk>/answer/", growing.hot_answer, name="hot_answer"),
    path("hot/<int:pk>/close/", growing.hot_close, name="hot_close"),
    path("key/", growing.key_cases, name="key_cases"),
    path("key/new/", growing.key_case_new, name="key_case_new"),
    path("key/<int:pk>/", growing.key_case, name="key_case"),
    path("key/<int:pk>/effect/", growing.effect, name="effect"),
    path("station/", visiting.station, name="station"),
    path("station/edit/", visiting.station_edit, name="station_edit"),
    path("station/services/new/", visiting.service_edit, name="service_new"),
    path("station/services/<int:pk>/", visiting.service_edit, name="service_edit"),
    path("visits/", visiting.visits, name="visits"),
    path("visits/new/", visiting.visit_new, name="visit_new"),
    path("visits/<int:pk>/", visiting.visit, name="visit"),
    path("visits/<int:pk>/edit/", visiting.visit_edit, name="visit_edit"),
    path("visits/<int:pk>/letters/", visiting.visit_letters, name="visit_letters"),
    path("departments/", visiting.department_visits, name="department_visits"),
    path("departments/new/", visiting.department_visit_new, name="department_visit_new"),
    path("departments/plan/", visiting.visit_plan_new, name="visit_plan_new"),
    path("departments/plan/<int:pk>/drop/", visiting.visit_plan_drop, name="visit_plan_drop"),
    path("departments/<int:pk>/", visiting.department_visit, name="department_visit"),
    path("difficulty/", visiting.difficulty, name="difficulty"),
    path("supervision/", visiting.supervision, name="supervision"),
    path("supervision/<int:pk>/", visiting.check, name="check"),
    path("points/", visiting.points, name="points"),
    path("points/new/", visiting.point_edit, name="point_new"),
    path("points/<int:pk>/", visiting.point_edit, name="point_edit"),
    path("surveys/", surveys.surveys, name="surveys"),
    path("surveys/new/", surveys.survey_new, name="survey_new"),
    path("surveys/<int:pk>/", surveys.survey, name="survey"),
    path("surveys/<int:pk>/edit/", surveys.survey_edit, name="survey_edit"),
    path("surveys/<int:pk>/open/", surveys.survey_open, name="survey_open"),
    path("surveys/<int:pk>/close/", surveys.survey_close, name="survey_close"),
    path("surveys/<int:pk>/questions/", surveys.question, name="question_new"),
    path("surveys/<int:pk>/questions/<slug:code>/", surveys.question, name="question"),
    path(
        "surveys/<int:pk>/questions/<slug:code>/move/", surveys.question_move, name="question_move"
    ),
    path(
        "surveys/<int:pk>/questions/<slug:code>/drop/", surveys.question_drop, name="question_drop"
    ),
    path("surveys/<int:pk>/doors/", surveys.door_new, name="door_new"),
    path("surveys/doors/<int:pk>/remove/", surveys.door_remove, name="door_remove"),
    path("surveys/<int:pk>/print/", answering.slips, name="slips"),
    path("surveys/<int:pk>/paper/", answering.paper, name="paper"),
    path("surveys/<int:pk>/answer/", answering.answer, name="answer"),
    path("surveys/<int:pk>/results/", results.results, name="results"),
    path("surveys/<int:pk>/publish/", results.publish, name="publish"),
    path("surveys/<int:pk>/promise/", results.promise, name="promise"),
    path("surveys/<int:pk>/weak/<slug:code>/", results.weak_point, name="weak_point"),
]
