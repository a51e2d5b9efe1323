"""Price lists: which there are, what stands on each, and prices pasted from a sheet."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.orders.actions import add_price_list, change_price_list, paste_prices
from aftercare.domains.orders.models import Price, PriceList
from aftercare.domains.orders.queries import prices_of
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.surfaces.console.administration.frame import HOME, accepted, form_page
from aftercare.surfaces.console.administration.prices.forms import ListForm, NewListForm, PasteForm
from aftercare.surfaces.console.administration.prices.reach import LISTS, crumbs, kept
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page

FOLDER = "console/administration/prices"


@staff
def price_lists(request: StaffRequest) -> HttpResponse:
    """Every list, the one that began last first, and whether it holds today."""
    around = kept(request.actor, LISTS)
    found = page(PriceList.objects.all(), sort="-valid_from", limit=shown(request), cursor=request.GET.get("cursor"))
    today = day_of(now())
    context = {**around, "rows": [(one, _standing(one, today)) for one in found.items], "cursor": found.next}
    return staff_page(request, f"{FOLDER}/lists.html", context, active=HOME, partials={"rows"})


def _standing(one: PriceList, today: Any) -> tuple[str, str]:
    """Whether it holds: a word and its tone."""
    if one.valid_from > today:
        return _("To come"), "info"
    ended = one.valid_until is not None and one.valid_until < today
    return (_("Over"), "neutral") if ended else (_("Holds"), "good")


@staff
def price_list(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """What stands on it, the latest first; `q` finds a number or a name."""
    around = kept(request.actor, LISTS)
    known = _list(list_id)
    rows = prices_of(known, request.GET.get("q", ""))
    found = page(rows, sort="-pk", limit=shown(request), cursor=request.GET.get("cursor"))
    context = {
        **around,
        "crumbs": crumbs(LISTS, _("Price lists")),
        "known": known,
        "standing": _standing(known, day_of(now())),
        "rows": [(one, one.product or one.part, _written(one)) for one in found.items],
        "cursor": found.next,
    }
    return staff_page(request, f"{FOLDER}/list.html", context, active=HOME, partials={"results", "rows"})


def _written(one: Price) -> str:
    return number_format(one.unit_price.normalize(), force_grouping=True)


@staff
def new_list(request: StaffRequest) -> HttpResponse:
    """The form, or the empty list it makes."""
    kept(request.actor, LISTS)
    form = NewListForm(request.POST or None)
    made = accepted(form, add_price_list, request.actor, at=now())
    if made is not None:
        messages.success(request, _("The list is begun; put its prices on it."))
        return redirect("console:price_list", list_id=made.id)
    words: dict[str, Any] = {"title": _("New price list"), "submit": _("Begin the list")}
    return form_page(request, form, back=reverse(LISTS), crumbs=crumbs(LISTS, _("Price lists")), **words)


@staff
def change_list(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """Its name and the days it holds."""
    kept(request.actor, LISTS)
    known = _list(list_id)
    plain = {name: getattr(known, name) for name in ("name", "valid_from", "valid_until")}
    form = ListForm(request.POST or None, initial={**plain, "expected": known.version})
    if accepted(form, change_price_list, request.actor, known, at=now()) is not None:
        messages.success(request, _("The list is changed; orders that are written keep their prices."))
        return redirect("console:price_list", list_id=known.id)
    words: dict[str, Any] = {"title": _("Change the price list"), "submit": _("Save")}
    return _about(request, form, known, **words)


@staff
def paste(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """Prices from a sheet, all of them or none."""
    kept(request.actor, LISTS)
    known = _list(list_id)
    form = PasteForm(request.POST or None, initial={"expected": known.version})
    if accepted(form, paste_prices, request.actor, known, at=now()) is not None:
        messages.success(request, _("The prices are set; orders that are written keep theirs."))
        return redirect("console:price_list", list_id=known.id)
    words: dict[str, Any] = {
        "title": _("Paste prices"),
        "submit": _("Set these prices"),
        "intro": _("All in %(currency)s, before tax. One line that can't be read, and nothing is changed.")
        % {"currency": known.currency},
        "draft": f"prices-{known.id}",
    }
    return _about(request, form, known, **words)


def _about(request: StaffRequest, form: Any, known: PriceList, **words: Any) -> HttpResponse:
    here = reverse("console:price_list", args=[known.id])
    return form_page(request, form, back=here, crumbs=crumbs(LISTS, _("Price lists"), (known.name, here)), **words)


def _list(list_id: UUID) -> PriceList:
    known = PriceList.objects.filter(pk=list_id).first()
    if known is None:
        raise NotFound()
    return known
