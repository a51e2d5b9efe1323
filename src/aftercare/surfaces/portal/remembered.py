"""What was sent from this browser: whoever has proved nothing yet finds it again without a mail."""

from collections.abc import Iterator

from django.http import HttpRequest

from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.kit.errors import NotFound
from aftercare.surfaces.portal.page import is_over, opened
from aftercare.surfaces.portal.steps import state_for_customer

KEY = "portal_sent"
MOST = 5


def remember(request: HttpRequest, token: str) -> None:
    """Keep the link in this browser's session, the latest first."""
    kept = [one for one in request.session.get(KEY, []) if one != token]
    request.session[KEY] = [token, *kept][:MOST]


def forget(request: HttpRequest) -> None:
    """Forget all of them: the next person at this browser need not see them."""
    request.session.pop(KEY, None)


def remembered(request: HttpRequest) -> Iterator[tuple[ServiceRequest, str, str]]:
    """Those whose links still open, each with its link and its state as its customer reads it."""
    for token in request.session.get(KEY, []):
        try:
            _actor, wanted = opened(token)
        except NotFound:
            continue
        if not is_over(wanted):
            yield wanted, token, state_for_customer(State(wanted.state))
