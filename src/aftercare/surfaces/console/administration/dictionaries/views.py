"""One pattern for every dictionary: its list, a form that adds, a form that changes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.kit.clock import now
from aftercare.kit.errors import NotAllowed, NotFound
from aftercare.kit.paging import page
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.dictionaries.registry import BY_SLUG, DICTIONARIES, Dictionary
from aftercare.surfaces.console.administration.frame import HOME, accepted, as_seen, form_page, standing_form
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page

ALL, LIST = "console/administration/landing.html", "console/administration/dictionaries/list.html"
NONE_KEPT = gettext_lazy(
    "No dictionary is kept with your rights; whoever may change products, contracts or kinds keeps them."
)


def _crumbs(dictionary: Dictionary | None = None) -> list[tuple[Any, str]]:
    here = [(_("Administration"), reverse(HOME))]
    if dictionary is None:
        return here
    words = reverse("console:dictionary", args=[dictionary.slug])
    return [*here, (_("Dictionaries"), reverse("console:dictionaries")), (dictionary.label, words)]


def _found(request: StaffRequest, slug: str) -> Dictionary:
    dictionary = BY_SLUG.get(slug)
    if dictionary is None:
        raise NotFound()
    require(dictionary.may(request.actor))
    return dictionary


@staff
def dictionaries(request: StaffRequest) -> HttpResponse:
    """A card for each dictionary this person keeps."""
    kept = [each for each in DICTIONARIES if each.may(request.actor) is True]
    if not kept:
        raise NotAllowed(NONE_KEPT)
    sections = [(each, reverse("console:dictionary", args=[each.slug])) for each in kept]
    context = {"sections": sections, "title": _("Dictionaries"), "crumbs": _crumbs()}
    return staff_page(request, ALL, context, active=HOME)


@staff
def dictionary_page(request: StaffRequest, slug: str) -> HttpResponse:
    """Its words, those out of use among them."""
    dictionary = _found(request, slug)
    found = page(dictionary.rows(), sort=dictionary.sort, limit=shown(request), cursor=request.GET.get("cursor"))
    rows = [
        {
            "key": row.pk,
            "name": _(row.name) if row.name else row.pk,
            "code": getattr(row, "code", ""),
            "cells": [(label, show(row)) for label, show in dictionary.columns],
            "active": getattr(row, "active", True),
        }
        for row in found.items
    ]
    context = {
        "dictionary": dictionary,
        "rows": rows,
        "columns": len(dictionary.columns) + 3,
        "cursor": found.next,
        "crumbs": _crumbs(dictionary)[:-1],
    }
    return staff_page(request, LIST, context, active=HOME, partials={"rows"})


@staff
def add_word(request: StaffRequest, slug: str) -> HttpResponse:
    """An empty form, or the word it adds; asked for by a form that stays open, the answer is the word alone."""
    dictionary = _found(request, slug)
    form = dictionary.new_form(request.POST or None)
    made = accepted(form, dictionary.add, request.actor, at=now())
    if made is not None:
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"id": str(made.pk), "label": _(made.name)})
        messages.success(request, _("“%(name)s” is added.") % {"name": made.name})
        return redirect("console:dictionary", slug=slug)
    words = {"title": _("Add: %(list)s") % {"list": dictionary.label}, "submit": _("Add"), "icon": "plus"}
    back = reverse("console:dictionary", args=[slug])
    return form_page(request, form, back=back, crumbs=_crumbs(dictionary), **words)


@staff
def change_word(request: StaffRequest, slug: str, key: str) -> HttpResponse:
    """What stands there now, or the change."""
    dictionary = _found(request, slug)
    row = _row(dictionary, key)
    if dictionary.form is None or dictionary.change is None:
        raise NotFound()

    def shows() -> dict[str, Any]:
        return dict(dictionary.initial(_row(dictionary, key)))

    form = standing_form(dictionary.form, request, shows())
    if accepted(form, as_seen(dictionary.change, shows, hold=row), request.actor, row, at=now()) is not None:
        messages.success(request, _("“%(name)s” is kept.") % {"name": row.name})
        return redirect("console:dictionary", slug=slug)
    words = {"title": _("Change %(name)s") % {"name": _(row.name)}, "submit": _("Keep the changes")}
    back = reverse("console:dictionary", args=[slug])
    return form_page(request, form, back=back, crumbs=_crumbs(dictionary), **words)


def _row(dictionary: Dictionary, key: str) -> Any:
    try:
        row = dictionary.rows().filter(pk=key).first()
    except (ValidationError, ValueError):
        raise NotFound() from None
    if row is None:
        raise NotFound()
    return row
