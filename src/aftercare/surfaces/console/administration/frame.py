"""A page that is one form: shown alone or in a dialog, sent back with its words where something is in the way."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.db import DatabaseError, transaction
from django.db.models import Model
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.kit.constraints import refusal_of
from aftercare.kit.errors import Refusal, Stale
from aftercare.kit.locking import lock
from aftercare.surfaces.console.staff import StaffRequest, staff_page
from aftercare.ui.parts import Words
from aftercare.ui.versions import EXPECTED, VersionedForm, come_back, stamp, versioned

TEMPLATE = "console/administration/form.html"
HOME = "console:administration"


def accepted(
    form: forms.Form, command: Callable[..., Any], *fixed: Any, stands: Mapping[str, Any] | None = None, **more: Any
) -> Any:
    """What the command makes of the form; None where either refuses, with the sentence at its field.

    Where somebody else was first the form comes back with what stands now (`stands`, else what it began with) beside
    what was typed, so that sending it once more is enough.
    """
    if not form.is_valid():
        return None
    try:
        return command(*fixed, **form.cleaned_data, **more)
    except Stale:
        come_back(form, stands)
        return None
    except Refusal as refusal:
        reason = refusal
    except DatabaseError as broken:
        known = refusal_of(broken)
        if known is None:
            raise
        reason = known
    form.add_error(next((name for name in reason.errors if name in form.fields), None), str(reason))
    return None


def standing_form(
    form: type[forms.Form], request: StaffRequest, shown: Mapping[str, Any], **options: Any
) -> VersionedForm:
    """The form about what stands now, which remembers it; or what was sent."""
    sent = request.POST if request.method == "POST" else None
    return versioned(form)(sent, initial={**shown, EXPECTED: stamp(shown)}, **options)


def as_seen(
    command: Callable[..., Any], shows: Callable[[], Mapping[str, Any]], *, hold: Model | None = None
) -> Callable[..., Any]:
    """The command, refused as stale where its form would show something else by now than its reader saw.

    `hold` is the row that is locked first, so that nobody changes it between the look and the command.
    """

    @transaction.atomic
    def checked(*fixed: Any, expected: int | None, **given: Any) -> Any:
        if hold is not None:
            lock(type(hold)._default_manager.only("pk"), hold.pk)
        if expected is not None and expected != stamp(shows()):
            raise Stale()
        return command(*fixed, **given)

    return checked


def form_page(
    request: StaffRequest,
    form: forms.Form,
    *,
    title: Words,
    submit: Words,
    back: str,
    crumbs: Sequence[tuple[Words, str]] | None = None,
    active: str = HOME,
    template: str = TEMPLATE,
    **more: Any,
) -> HttpResponse:
    """The form; `back` is where the way back leads. `more` may hold `intro`, `icon`, `kind`, `draft`."""
    context: Mapping[str, Any] = {
        "form": form,
        "title": title,
        "submit": submit,
        "back": back,
        "icon": "check",
        "kind": "primary",
        "crumbs": [(_("Administration"), reverse(HOME))] if crumbs is None else crumbs,
        **more,
    }
    status = 422 if form.is_bound else 200
    return staff_page(request, template, context, active=active, partials={"dialog"}, status=status)
