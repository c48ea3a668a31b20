from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "houqin.notify"
    label = "notify"

    def ready(self) -> None:
        from houqin.core.manifest import announce
        from houqin.notify.channels.senders import senders_here
        from houqin.notify.mail import MailSender
        from houqin.notify.manifest import MANIFEST
        from houqin.notify.senders import register_sender, register_source

        announce(MANIFEST)
        register_sender(MailSender())
        register_source(senders_here)
