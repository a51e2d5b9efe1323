"""Keep what is suggested: new ones, and those that stand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.outreach.actions import add_suggestion, change_suggestion
from aftercare.domains.outreach.models import SalesSuggestion
from aftercare.domains.outreach.policies import may_manage_suggestions, visible_suggestions
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.locking import version_of
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.devices.naming import named
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.surfaces.console.suggestions.forms import SuggestionForm
from aftercare.surfaces.console.suggestions.words import PLACE, crumbs
from aftercare.ui.versions import EXPECTED

PLAIN = ("title", "words", "level", "occasion", "span", "valid_from", "valid_until")


def found_suggestion(request: StaffRequest, suggestion_id: UUID) -> SalesSuggestion:
    """A suggestion the reader may see, with its class."""
    rows = visible_suggestions(request.actor).select_related("product", "level").prefetch_related("grades", "tags")
    found = rows.filter(pk=suggestion_id).first()
    if found is None:
        raise NotFound()
    return found


@staff
def new_suggestion(request: StaffRequest) -> HttpResponse:
    """The form, or the suggestion it makes."""
    require(may_manage_suggestions(request.actor))
    at = now()
    form = SuggestionForm(request.POST or None, actor=request.actor, initial={"valid_from": day_of(at)})
    made = accepted(form, _add, request.actor, at=at)
    if made is not None:
        messages.success(request, _("“%(title)s” is suggested.") % {"title": made.title})
        return redirect("console:suggestion", suggestion_id=made.id)
    words: dict[str, Any] = {"title": _("New suggestion"), "submit": _("Suggest it")}
    return form_page(request, form, back=reverse(PLACE), crumbs=crumbs(), active=PLACE, draft="suggestion", **words)


@staff
def change(request: StaffRequest, suggestion_id: UUID) -> HttpResponse:
    """The suggestion as it stands, or the change it makes."""
    suggestion = found_suggestion(request, suggestion_id)
    require(may_manage_suggestions(request.actor))
    stands = as_it_stands(suggestion)
    form = SuggestionForm(request.POST or None, actor=request.actor, initial=stands)
    kept = accepted(form, change_suggestion, request.actor, suggestion, stands=stands, at=now())
    back = reverse("console:suggestion", args=[suggestion.id])
    if kept is not None:
        messages.success(request, _("“%(title)s” is changed.") % {"title": kept.title})
        return redirect(back)
    words: dict[str, Any] = {
        "title": _("Change %(name)s") % {"name": suggestion.title},
        "submit": _("Keep the changes"),
    }
    return form_page(request, form, back=back, crumbs=crumbs(suggestion), active=PLACE, **words)


def as_it_stands(suggestion: SalesSuggestion) -> dict[str, Any]:
    """The suggestion as its form shows it."""
    return {
        **{name: getattr(suggestion, name) for name in PLAIN},
        "level": suggestion.level_id,
        "product": named(suggestion.product),
        "grades": [one.pk for one in suggestion.grades.all()],
        "tags": [one.pk for one in suggestion.tags.all()],
        EXPECTED: version_of(suggestion),
    }


def _add(actor: Actor, *, expected: int | None, **given: Any) -> SalesSuggestion:
    """What is new expects no version."""
    return add_suggestion(actor, **given)
