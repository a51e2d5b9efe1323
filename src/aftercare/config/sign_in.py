"""How people sign in: with the address they were given; nobody signs up by themselves."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Closes self-registration; users are made by administrators."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Who signed in a moment ago has just shown who they are."""
        records = get_authentication_records(context.request, context.request.user)
        fresh = bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not fresh and bool(super().is_reauthentication_required(app=app))

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address behind the trusted proxies; the peer's own where fewer of them are named than are trusted."""
        try:
            return str(super().get_client_ip(request))
        except ImproperlyConfigured:
            return str(request.META.get("REMOTE_ADDR", ""))
