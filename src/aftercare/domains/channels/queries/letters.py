"""Whom a customer's mail goes to, and in which words."""

from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, QuerySet, When

from aftercare.domains.accounts.queries import company
from aftercare.domains.billing.models import Charge, Quotation
from aftercare.domains.channels.letter import Letter
from aftercare.domains.channels.letters import LETTERS
from aftercare.domains.channels.models import ContactChoice, ReplyTemplate, Template
from aftercare.domains.customers.models import Contact, Customer
from aftercare.domains.orders.models import Order
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled

Subject = ServiceRequest | Order | Quotation | Charge  # what customers are written about
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
    """Whom mails about a request or an order go to, and whether that person wants them."""

    contact: Contact
    wants: bool


def addressee_of(about: Subject) -> Addressee | None:
    """The person it names, or else the customer's preferred one; None where neither has an address."""
    found = _with_address(about.customer_id, about.contact_id or about.id)
    return Addressee(found[0], not found[0].declined) if found else None


@compiled
def _with_address(customer_id: UUID, contact_id: UUID) -> QuerySet[Any]:
    rows = Contact.objects.filter(customer=customer_id, erased_at=None).exclude(email="")
    declined = Exists(ContactChoice.objects.filter(contact=OuterRef("pk"), mail=False))
    named = Case(When(pk=contact_id, then=0), default=1)
    return rows.annotate(declined=declined).order_by(named, "-preferred", "id").select_related("customer")[:1]


def contact_of(about: Subject) -> Contact | None:
    """Whom a mail about it goes to; None where nobody has an address, or the person said no."""
    to = addressee_of(about)
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


def reply_templates(actor: Actor, language: str, kind: str = "") -> QuerySet[ReplyTemplate]:
    """Ready answers in a language, by name; with the code of a kind of request those for it and for all kinds.

    They are offered to whoever signs in here; a customer sees none.
    """
    if not (actor.is_system or actor.rights):
        return ReplyTemplate.objects.none()
    rows = ReplyTemplate.objects.filter(language=language).order_by("name", "id")
    return rows.exclude(kind__isnull=False).union(rows.filter(kind=kind)).order_by("name") if kind else rows
