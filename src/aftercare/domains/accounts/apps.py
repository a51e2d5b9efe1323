"""The room of people, rights, calendars and work lists."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Installs the room and checks that ready-made roles name only permissions that exist."""

    name = "aftercare.domains.accounts"
    label = "accounts"
