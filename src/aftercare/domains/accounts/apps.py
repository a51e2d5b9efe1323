"""The room of people, rights, calendars and work lists."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Installs the room."""

    name = "aftercare.domains.accounts"
    label = "accounts"
