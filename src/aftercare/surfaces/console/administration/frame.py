"""A page that is one form: shown alone or in a dialog, sent back with its words where something is in the way."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.db import DatabaseError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.kit.constraints import refusal_of
from aftercare.kit.errors import Refusal, Stale
from aftercare.surfaces.console.staff import StaffRequest, staff_page
from aftercare.ui.parts import Words
from aftercare.ui.versions import come_back

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
