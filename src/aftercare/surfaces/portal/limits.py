"""How often a stranger may submit: counted by address in the cache that all processes share."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Refusal

MOST = 20
SECONDS = 3600


class TooOften(Refusal):
    """A flood, or a mistake."""

    code = "too_often"
    sentence = _("Too many requests from here within an hour; call us instead, or try again later.")


def count_submission(request: HttpRequest) -> None:
    """Count one more from this address, and refuse beyond the limit."""
    key = f"portal-submit:{get_adapter(request).get_client_ip(request)}"
    cache.add(key, 0, SECONDS)
    if cache.incr(key) > MOST:
        raise TooOften()
