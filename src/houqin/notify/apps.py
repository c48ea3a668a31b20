from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "houqin.notify"
    label = "notify"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.notify.mail import MailSender
        from houqin.notify.manifest import MANIFEST
        from houqin.notify.senders import register_sender

        announce(MANIFEST)
        register_sender(MailSender())
