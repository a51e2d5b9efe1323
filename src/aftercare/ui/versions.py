"""Forms about a thing that others change too: refused as stale, they come back ready to be sent once more."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from zlib import crc32

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext, gettext_lazy

EXPECTED = "expected"
MEANWHILE = gettext_lazy(
    "Somebody changed this meanwhile. What you typed is still here, and beside what differs stands what holds now; "
    "send it once more to put yours in its place."
)
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Standing:
    """What a field holds now by somebody else's hand: in words, and as it can be taken over."""

    words: str
    value: str | None = None


class VersionedForm(forms.Form):
    """A form that knows which version its reader saw; `initial` is what stands now."""

    expected = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


@cache
def versioned(form: type[forms.Form]) -> type[VersionedForm]:
    """The same form, knowing what its reader saw; for one that is asked about new things too."""
    return type(form.__name__, (VersionedForm, form), {"__doc__": form.__doc__})


def stamp(shown: Mapping[str, Any]) -> int:
    """The version of what a form shows: another where any of it is, whatever else became of the thing."""
    said = {name: value for name, value in shown.items() if name != EXPECTED}
    return crc32(json.dumps(said, default=str, sort_keys=True).encode())


def come_back(form: forms.Form, now: Mapping[str, Any] | None = None) -> None:
    """Keep what was typed, show beside each field that differs what stands now, and expect the version of now."""
    now = form.initial if now is None else now
    form.add_error(None, str(MEANWHILE))
    stand_beside(form, now)
    if EXPECTED in form.fields:
        sent: Any = form.data
        data = sent.copy()
        data[form.add_prefix(EXPECTED)] = now.get(EXPECTED, 0)
        form.data = data


def stand_beside(form: forms.Form, now: Mapping[str, Any]) -> None:
    """Show what stands now beside each field with something else in it."""
    differs = [name for name in form.fields if name in now and name != EXPECTED]
    form.standing = {  # type: ignore[attr-defined]
        name: _standing(form[name], now[name])
        for name in differs
        if form.fields[name].has_changed(now[name], form[name].data)
    }


def _standing(bound: BoundField, value: Any) -> Standing:
    field = bound.field
    if isinstance(field, forms.BooleanField):
        return Standing(gettext("Yes") if value else gettext("No"))
    if isinstance(field, forms.ChoiceField):
        wanted = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
        labels = [str(label) for code, label in _flat(field.choices) if str(code) in wanted]
        return Standing(", ".join(labels) or "–")
    shown = field.prepare_value(value)
    typed = field.widget.format_value(shown) if shown is not None else ""
    words = str(typed or "")
    return Standing(words if len(words) <= LONGEST else words[:LONGEST] + " …", words) if words else Standing("–")


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    return [pair for pair in choices if not isinstance(pair[1], list | tuple)]
