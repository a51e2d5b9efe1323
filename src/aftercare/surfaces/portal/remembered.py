"""What was sent from this browser: whoever has proved nothing yet finds it again without a mail."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from aftercare.domains.requests.links import token_of
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.surfaces.portal.page import is_over
from aftercare.surfaces.portal.steps import state_for_customer

KEY = "portal_sent"
MOST = 5


def remember(request: HttpRequest, wanted: ServiceRequest) -> None:
    """Keep in this browser's session which requests were sent from it, the latest first: no link, only its mark."""
    now_kept = [str(wanted.id), _mark(wanted)]
    kept = [one for one in request.session.get(KEY, []) if one[0] != now_kept[0]]
    request.session[KEY] = [now_kept, *kept][:MOST]


def forget(request: HttpRequest) -> None:
    """Forget all of them: the next person at this browser need not see them."""
    request.session.pop(KEY, None)


def remembered(request: HttpRequest) -> Iterator[tuple[ServiceRequest, str, str]]:
    """Those whose links were not renewed since, each with its link and its state as its customer reads it."""
    marks = dict(request.session.get(KEY, []))
    found = ServiceRequest.objects.filter(pk__in=marks).select_related("kind")
    rows = found.defer("search", "description").order_by("-id")
    for wanted in rows if marks else ():
        if constant_time_compare(marks[str(wanted.id)], _mark(wanted)) and not is_over(wanted):
            yield wanted, token_of(wanted), state_for_customer(State(wanted.state))


def _mark(wanted: ServiceRequest) -> str:
    """What tells the link of now from those before it, without opening anything."""
    return salted_hmac(KEY, token_of(wanted), algorithm="sha256").hexdigest()
