from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "houqin.voice"
    label = "voice"

    def ready(self) -> None:
        from houqin.cases.flow import register
        from houqin.cases.pointers import lead_to
        from houqin.core.late import late_call
        from houqin.core.manifest import announce
        from houqin.notify.public import NoticeKind, register_kinds
        from houqin.org.at_place import on_place
        from houqin.planning.elsewhere import on_tasks_of
        from houqin.planning.indicators import offer_indicators
        from houqin.voice.at_place import offers
        from houqin.voice.flows import OPINION
        from houqin.voice.indicators import INDICATORS
        from houqin.voice.manifest import MANIFEST

        announce(MANIFEST)
        register(OPINION)
        register_kinds(
            NoticeKind("survey.open", "有问卷请您填", "问卷"),
            NoticeKind("voice.visit", "排了下一次代表督察", "意见与投诉"),
        )
        on_place("voice", offers)
        on_tasks_of("voice", late_call("houqin.voice.services.visit_plans", "record_of"))
        lead_to("voice.departmentvisit", "voice:department_visit")
        offer_indicators(*INDICATORS)
