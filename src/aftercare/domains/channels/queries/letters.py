"""Whom a customer's mail goes to, in which words, and what stands in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from aftercare.domains.accounts.queries import company
from aftercare.domains.channels.letters import LETTERS, Letter
from aftercare.domains.channels.links import PORTAL, link_to
from aftercare.domains.channels.models import ContactChoice, ReplyTemplate, Template
from aftercare.domains.customers.models import Contact, Customer
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Words:
    """What is written on an event in a language; `own` where this installation changed it."""

    letter: Letter
    language: str
    subject: str
    text: str
    active: bool
    own: Template | None


def words_for(event: str, language: str) -> Words:
    """The words of this installation, or else the product's own."""
    row = Template.objects.filter(event=event, language=language).first()
    return _words(LETTERS[event], language, row)


def all_words() -> list[Words]:
    """Every event in every language, in one statement."""
    own = {(row.event, row.language): row for row in Template.objects.all()}
    return [_words(letter, code, own.get((letter.code, code))) for letter in LETTERS.values() for code in LANGUAGES]


def _words(letter: Letter, language: str, row: Template | None) -> Words:
    subject, text = (row.subject, row.text) if row else letter.words(language)
    return Words(letter, language, subject, text, row.active if row else True, row)


class Addressee(NamedTuple):
    """Whom mails about a request go to, and whether that person wants them."""

    contact: Contact
    wants: bool


def addressee_of(request: ServiceRequest) -> Addressee | None:
    """The person a request names, or else the customer's preferred one; None where neither has an address."""
    found = _with_address(request.customer_id, request.contact_id or request.id)
    return Addressee(found[0], not found[0].declined) if found else None


@compiled
def _with_address(customer_id: UUID, contact_id: UUID) -> QuerySet[Any]:
    rows = Contact.objects.filter(customer=customer_id, erased_at=None).exclude(email="")
    declined = Exists(ContactChoice.objects.filter(contact=OuterRef("pk"), mail=False))
    named = Case(When(pk=contact_id, then=0), default=1)
    return rows.annotate(declined=declined).order_by(named, "-preferred", "id").select_related("customer")[:1]


def contact_of(request: ServiceRequest) -> Contact | None:
    """Whom a mail about a request goes to; None where nobody has an address, or the person said no."""
    to = addressee_of(request)
    return to.contact if to and to.wants else None


def wants_mail(contact: Contact) -> bool:
    """Whether a customer's person is written about their requests; unless they said no, yes."""
    return not ContactChoice.objects.filter(contact=contact, mail=False).exists()


def language_of(customer: Customer) -> str:
    """The customer's language where this installation speaks it, or else the company's."""
    if customer.language in LANGUAGES:
        return customer.language
    known = company()
    wished = (known.language if known else "", settings.LANGUAGE_CODE)
    return next((code for code in wished if code in LANGUAGES), LANGUAGES[0])


def values_of(
    request: ServiceRequest, contact: Contact, language: str, *, visit: Visit | None = None
) -> dict[str, str]:
    """What stands for each placeholder, with days and hours as the customer reads them."""
    known = company()
    zone = ZoneInfo(request.customer.time_zone or (known.time_zone if known else settings.TIME_ZONE))
    with override(language), timezone.override(zone):
        plain = {
            "number": request.number,
            "title": request.title,
            "customer": request.customer.name,
            "contact": contact.name,
            "company": known.name if known else "",
            "required_at": _moment(request.required_at),
            "link": link_to(PORTAL, request),
        }
        return {**plain, **(_of_visit(visit) if visit else {})}


def _of_visit(visit: Visit) -> dict[str, str]:
    starts, ends = (timezone.localtime(at) for at in (visit.planned_from, visit.planned_to))
    return {
        "engineer": visit.engineer.name,
        "visit_day": str(date_format(starts, "DATE_FORMAT")),
        "visit_time": f"{starts:%H:%M}–{ends:%H:%M}",
    }


def _moment(at: datetime) -> str:
    return str(date_format(timezone.localtime(at), "DATETIME_FORMAT"))


def sample_values(letter: Letter, language: str, *, at: datetime) -> dict[str, str]:
    """Made-up values, to see how the words read."""
    known = company()
    with override(language):
        samples: dict[str, Any] = {
            "number": "SR-2026-000123",
            "title": gettext("Air conditioner does not cool"),
            "customer": gettext("Example customer"),
            "contact": gettext("Ms Example"),
            "company": known.name if known else "Aftercare",
            "required_at": _moment(at),
            "link": f"{settings.BASE_URL}/service/r/…/",
            "engineer": gettext("Engineer Li"),
            "visit_day": str(date_format(timezone.localtime(at), "DATE_FORMAT")),
            "visit_time": "09:00–11:00",
        }
    return {name: samples[name] for name in letter.placeholders}


def reply_templates(actor: Actor, language: str, kind: str = "") -> QuerySet[ReplyTemplate]:
    """Ready answers in a language, by name; with the code of a kind of request those for it and for all kinds.

    They are offered to whoever signs in here; a customer sees none.
    """
    if not (actor.is_system or actor.rights):
        return ReplyTemplate.objects.none()
    rows = ReplyTemplate.objects.filter(language=language).order_by("name", "id")
    return rows.exclude(kind__isnull=False).union(rows.filter(kind=kind)).order_by("name") if kind else rows
