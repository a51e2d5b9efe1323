"""How often a stranger may submit, and write by a link; counted outside the transaction of what is counted."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from aftercare.domains.billing.models import Quotation
from aftercare.domains.orders.models import Order
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.clock import now
from aftercare.kit.counting import count_one
from aftercare.kit.errors import Refusal, TooOften

MOST = 20
MOST_ASIDE = 30  # forms with photos that were not accepted
MOST_LINKS = 10  # sign-in links asked for
MOST_WRITES = 30
MOST_PAPERS = 30  # made for one order
SECONDS = 3600


class SubmittedTooOften(TooOften):
    """A flood, or a mistake."""

    seconds = SECONDS
    code = "submitted_too_often"
    sentence = _("Too many requests from here within an hour; call us instead, or try again later.")


class WrittenTooOften(TooOften):
    """The link is in many hands, or in a program's."""

    seconds = SECONDS
    code = "written_too_often"
    sentence = _("Too many messages about this request within an hour; call us instead, or try again later.")


class PrintedTooOften(TooOften):
    """A sheet is made anew each time, which is work."""

    seconds = SECONDS
    code = "printed_too_often"
    sentence = _("This was asked for too often within an hour; keep the file you have, or try again later.")


class LinkOver(Refusal):
    """The request ended longer ago than it could be reopened."""

    code = "link_over"
    sentence = _("This request ended long ago; its link only shows how. Send a new request, or call us.")


class AskedTooOften(TooOften):
    """Somebody tries out whom we know."""

    seconds = SECONDS
    code = "asked_too_often"
    sentence = _("Too many sign-in links were asked for from here within an hour; try again later, or call us.")


def count_submission(request: HttpRequest) -> SubmittedTooOften | None:
    """Count one more from this address; beyond the limit the refusal."""
    return SubmittedTooOften() if count_one(_key("submit", request), seconds=SECONDS, at=now()) > MOST else None


def may_put_aside(request: HttpRequest) -> bool:
    """Whether photos of a form that was not accepted are still kept for this address; counts one more."""
    return count_one(_key("photos", request), seconds=SECONDS, at=now()) <= MOST_ASIDE


def count_link(request: HttpRequest) -> None:
    """Count one more sign-in link asked for from this address, and refuse beyond the limit."""
    if count_one(_key("link", request), seconds=SECONDS, at=now()) > MOST_LINKS:
        raise AskedTooOften()


def _key(what: str, request: HttpRequest) -> str:
    return f"portal-{what}:{get_adapter(request).get_client_ip(request)}"


def count_write(wanted: ServiceRequest) -> None:
    """Count one more by this request's link, and refuse beyond the limit."""
    _count_word(wanted)


def count_decision(quotation: Quotation) -> None:
    """Count one more answer to a quotation, and refuse beyond the limit."""
    _count_word(quotation)


def _count_word(wanted: ServiceRequest | Quotation) -> None:
    if count_one(f"portal-write:{wanted.id}", seconds=SECONDS, at=now()) > MOST_WRITES:
        raise WrittenTooOften()


def count_paper(of: Order | Quotation) -> None:
    """Count one more sheet for this order or quotation, and refuse beyond the limit."""
    if count_one(f"portal-paper:{of.id}", seconds=SECONDS, at=now()) > MOST_PAPERS:
        raise PrintedTooOften()
