"""Fields that name a customer or what is sold: typed, with the server's suggestions, however many there are."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from aftercare.domains.catalog.models import Part, Product
from aftercare.domains.catalog.policies import visible_parts, visible_products
from aftercare.domains.catalog.queries import searched
from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.queries import search_customers
from aftercare.domains.orders.policies import may_create_order
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require
from aftercare.surfaces.console.staff import StaffRequest, staff

BETWEEN = " · "
MOST = 20


def words_of(thing: Any) -> str:
    """A thing with a name and a number as the field shows and reads it."""
    return f"{thing.name}{BETWEEN}{thing.number}"


class TypedField(forms.CharField):
    """Words that name one thing; the form of an actor says which with `one_customer` or `one_thing`."""

    def __init__(self, url: str, *, asks: Mapping[str, Any] | None = None, **options: Any) -> None:
        attrs = {"data-combobox": True, "data-url": reverse_lazy(url), "autocomplete": "off", "class": "wide"}
        attrs |= asks or {}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), "max_length": 340, **options})


def one_customer(actor: Actor, words: str) -> Customer:
    """The one customer these words name, among those the actor may see."""
    rows = search_customers(actor)
    found = _named(rows, words) or list(search_customers(actor, words).order_by("id")[:2])
    if len(found) == 1:
        return found[0]
    said = _("No one customer is called “%(words)s”; type more of the name, the phone or the number.")
    raise forms.ValidationError(said % {"words": words})


def one_thing(actor: Actor, words: str) -> Product | Part:
    """The one product or part these words name."""
    found: list[Product | Part] = [
        *_named(visible_products(actor), words),
        *_named(visible_parts(actor), words),
    ]
    if len(found) == 1:
        return found[0]
    raise forms.ValidationError(_("No one product or part is called “%(words)s”; type its number.") % {"words": words})


def _named(rows: QuerySet[Any], words: str) -> list[Any]:
    """The row with this number, which stands last where both were picked, or those with this name."""
    last = words.rsplit(BETWEEN, 1)[-1].strip()
    return list(rows.filter(number__iexact=last)[:2]) or list(rows.filter(name=words.strip())[:2])


@staff
def customer_names(request: StaffRequest) -> HttpResponse:
    """Customers this person may see, for a field that is typed into."""
    require(may_create_order(request.actor))
    rows = search_customers(request.actor, request.GET.get("q", "")).order_by("name_key", "id")
    return _items([words_of(customer) for customer in rows[:MOST]])


@staff
def thing_names(request: StaffRequest) -> HttpResponse:
    """Products, then parts, for a field that is typed into."""
    require(may_create_order(request.actor))
    typed = request.GET.get("q", "")
    products = searched(visible_products(request.actor), typed).order_by("number")[:MOST]
    parts = searched(visible_parts(request.actor), typed).order_by("number")[:MOST]
    return _items([words_of(thing) for thing in [*products, *parts]][:MOST])


def _items(words: list[str]) -> JsonResponse:
    return JsonResponse({"items": [{"id": one, "label": one} for one in words]})
