from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "houqin.accounts"
    label = "accounts"
