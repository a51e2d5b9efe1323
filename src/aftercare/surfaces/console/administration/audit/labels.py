"""What the things that facts name are called: as far as the reader may see them, in one statement for a whole page."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, CharField, F, Model, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from aftercare.domains.accounts.models import (
    Calendar,
    Company,
    OrganisationUnit,
    PermissionRequest,
    Role,
    Task,
    Team,
    User,
)
from aftercare.domains.accounts.policies import (
    MANAGE_COMPANY,
    VIEW_CALENDARS,
    VIEW_USERS,
    visible_users,
    visible_views,
)
from aftercare.domains.accounts.roles import name_of
from aftercare.domains.billing.policies import VIEW as VIEW_BILLS
from aftercare.domains.billing.policies import visible_charges
from aftercare.domains.billing.policies import visible_to as visible_quotations
from aftercare.domains.catalog.models import Category, FaultCode, IncidentType, Part, Product, Skill
from aftercare.domains.channels.models import Message, Notification, ReplyTemplate
from aftercare.domains.contracts.models import DeviceWarranty, PauseReason, ServiceLevel, StatutoryRule, WarrantyTerm
from aftercare.domains.contracts.policies import MANAGE as MANAGE_CONTRACTS
from aftercare.domains.contracts.policies import VIEW as VIEW_CONTRACTS
from aftercare.domains.contracts.policies import visible_agreements
from aftercare.domains.customers.models import Communication, Contact, Grade, Site, Tag
from aftercare.domains.customers.policies import VIEW as VIEW_CUSTOMERS
from aftercare.domains.customers.policies import visible_to as visible_customers
from aftercare.domains.devices.policies import VIEW as VIEW_DEVICES
from aftercare.domains.devices.policies import visible_to as visible_devices
from aftercare.domains.dispatch.models import Visit, WeightSet
from aftercare.domains.dispatch.policies import VIEW as VIEW_PLAN
from aftercare.domains.feedback.models import CallBack
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.orders.models import PriceList, TaxRate
from aftercare.domains.orders.policies import VIEW as VIEW_ORDERS
from aftercare.domains.orders.policies import visible_shipments
from aftercare.domains.orders.policies import visible_to as visible_orders
from aftercare.domains.outreach.policies import VIEW as VIEW_OFFERS
from aftercare.domains.outreach.policies import visible_batches, visible_suggestions
from aftercare.domains.outreach.policies import visible_to as visible_approaches
from aftercare.domains.requests.models import AttemptOutcome, RequestKind
from aftercare.domains.requests.policies import visible_to as visible_requests
from aftercare.domains.sheets.policies import RUN as RUN_IMPORTS
from aftercare.domains.sheets.policies import visible_imports
from aftercare.domains.workforce.policies import visible_to as visible_engineers
from aftercare.kit.actor import Actor

Rows = Callable[[Actor], QuerySet[Any]]
Key = tuple[str, str]
TEXT = CharField()
NOTHING = Value("", output_field=TEXT)
DEVICE = Coalesce(NullIf(F("serial"), Value("")), F("number"))


@dataclass(frozen=True, slots=True)
class Source:
    """Where things of a kind are found and called; `link` is the request they belong to, `code` a role's."""

    rows: Rows
    name: Combinable
    link: Combinable = NOTHING
    code: Combinable = NOTHING


class Label(NamedTuple):
    """What a thing is called, and its page where the reader may go there."""

    name: str
    url: str = ""


def _all(model: type[Model], name: Combinable | None = None, **more: Combinable) -> Source:
    return Source(lambda actor: model._default_manager.all(), name or F("name"), **more)


def _of_requests(model: type[Model]) -> Source:
    def rows(actor: Actor) -> QuerySet[Any]:
        return model._default_manager.filter(request__in=visible_requests(actor))

    return Source(rows, F("request__number"), link=Cast("request_id", TEXT))


def _of_customers(model: type[Model], name: str) -> Source:
    return Source(lambda actor: model._default_manager.filter(customer__in=visible_customers(actor)), F(name))


def _about_requests(model: type[Model]) -> Source:
    """What tells of a request is called by its number: other labels may hold names."""

    def rows(actor: Actor) -> QuerySet[Any]:
        return model._default_manager.filter(about_kind="request", about_id__in=visible_requests(actor).values("pk"))

    return Source(rows, F("about_label"), link=Cast("about_id", TEXT))


def _people(actor: Actor) -> QuerySet[Any]:
    """Everybody's name stands in the ledger's list; the page of a person is for those who may see the person."""
    seen = When(pk__in=visible_users(actor).values("pk"), then=Value("seen"))
    return User.objects.annotate(seen=Case(seen, default=Value(""), output_field=TEXT))


SOURCES: Mapping[str, Source] = {
    "request": Source(visible_requests, F("number"), link=Cast("pk", TEXT)),
    "customer": Source(visible_customers, F("name")),
    "contact": _of_customers(Contact, "name"),
    "site": _of_customers(Site, "name"),
    "communication": _of_customers(Communication, "customer__name"),
    "device": Source(visible_devices, DEVICE),
    "device_warranty": Source(
        lambda actor: DeviceWarranty.objects.filter(device__in=visible_devices(actor)),
        Coalesce(NullIf(F("device__serial"), Value("")), F("device__number")),
    ),
    "agreement": Source(visible_agreements, Concat("number", Value(" "), "name")),
    "order": Source(visible_orders, F("number")),
    "sales_suggestion": Source(visible_suggestions, F("title")),
    "approach": Source(visible_approaches, F("customer__name")),
    "win_back_batch": Source(visible_batches, F("suggestion__title")),
    "shipment": Source(visible_shipments, F("number")),
    "quotation": Source(visible_quotations, F("number")),
    "charge": Source(visible_charges, F("number")),
    "price_list": _all(PriceList),
    "tax_rate": _all(TaxRate),
    "engineer": Source(visible_engineers, F("name")),
    "user": Source(_people, F("name"), code=F("seen")),
    "team": _all(Team),
    "role": _all(Role, code=F("code")),
    "organisation_unit": _all(OrganisationUnit),
    "company": _all(Company),
    "calendar": _all(Calendar),
    "permission_request": _all(PermissionRequest, F("asker__name")),
    "saved_view": Source(visible_views, F("name")),
    "service_level": _all(ServiceLevel),
    "warranty_term": _all(WarrantyTerm),
    "statutory_rule": _all(StatutoryRule),
    "grade": _all(Grade),
    "tag": _all(Tag),
    "category": _all(Category),
    "product": _all(Product),
    "part": _all(Part),
    "skill": _all(Skill),
    "incident_type": _all(IncidentType),
    "fault_code": _all(FaultCode, Concat("code", Value(" "), "name")),
    "reply_template": _all(ReplyTemplate),
    "sheet_import": Source(visible_imports, F("number")),
    "weight_set": _all(WeightSet, Cast("version", TEXT)),
    "visit": _of_requests(Visit),
    "call_back": _of_requests(CallBack),
    "service_record": _of_requests(ServiceRecord),
    "task": _about_requests(Task),
    "message": _about_requests(Message),
    "notification": _about_requests(Notification),
    "request_kind": _all(RequestKind),
    "attempt_outcome": _all(AttemptOutcome),
    "pause_reason": _all(PauseReason),
}
BY_CODE = ("request_kind", "attempt_outcome", "pause_reason")  # dictionaries that every installation begins with
# The page of a kind and the right it takes.
PAGES: Mapping[str, tuple[str, str]] = {
    "user": ("console:user", ""),
    "device": ("console:device", VIEW_DEVICES),
    "agreement": ("console:agreement", VIEW_CONTRACTS),
    "order": ("console:order", VIEW_ORDERS),
    "quotation": ("console:quotation", VIEW_BILLS),
    "charge": ("console:charge", VIEW_BILLS),
    "sales_suggestion": ("console:suggestion", VIEW_OFFERS),
    "approach": ("console:approach", VIEW_OFFERS),
    "calendar": ("console:calendar", VIEW_CALENDARS),
    "customer": ("console:customer", VIEW_CUSTOMERS),
    "sheet_import": ("console:import", RUN_IMPORTS),
    "team": ("console:team", MANAGE_COMPANY),
    "role": ("console:role", VIEW_USERS),
    "service_level": ("console:level", MANAGE_CONTRACTS),
    "weight_set": ("console:weight_set", VIEW_PLAN),
}
VERSION = gettext_lazy("Version %(number)s")


def labels_of(actor: Actor, asked: Iterable[Key]) -> dict[Key, Label]:
    """The labels of (kind, id or code) that the reader may see; what is missing is out of sight or gone."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for kind, key in asked:
        if kind in BY_CODE or (kind in SOURCES and is_id(key)):
            wanted[kind].add(key)
    parts = [_rows(actor, kind, keys) for kind, keys in sorted(wanted.items())]
    if not parts:
        return {}
    found = parts[0].union(*parts[1:], all=True)
    return {(kind, key): _label(actor, kind, key, name, link, code) for kind, key, name, link, code in found}


def is_id(text: str) -> bool:
    """Whether it is an id, not a code."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _rows(actor: Actor, kind: str, keys: set[str]) -> QuerySet[Any]:
    source = SOURCES[kind]
    told = {
        "told_kind": Value(kind, output_field=TEXT),
        "told_key": Cast("pk", TEXT),
        "told_name": Cast(source.name, TEXT),
        "told_link": source.link,
        "told_code": source.code,
    }
    rows = source.rows(actor).filter(pk__in=keys).order_by()
    return rows.annotate(**told).values_list(*told)


def _label(actor: Actor, kind: str, key: str, name: str, link: str, code: str) -> Label:
    if kind == "role":
        name = str(name_of(code, name))
    elif kind == "weight_set":
        name = VERSION % {"number": name}
    if link:
        return Label(name, reverse("console:request", args=[link]))
    page = PAGES.get(kind)
    may_go = page is not None and (actor.scope(page[1]) is not None if page[1] else code == "seen")
    return Label(
        gettext(name) if name and kind in BY_CODE else name, reverse(page[0], args=[key]) if page and may_go else ""
    )
