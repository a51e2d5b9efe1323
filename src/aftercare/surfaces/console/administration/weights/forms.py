"""What is asked about the weights: a field for each, explained with its bounds and its ready-made value."""

from collections.abc import Iterator
from dataclasses import Field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.dispatch.weights import described
from aftercare.surfaces.console.administration.weights.words import COLUMNS, Group, read, typed
from aftercare.surfaces.console.requests.forms import PRIORITIES
from aftercare.ui.parts import Words

Line = tuple[BoundField | None, list[BoundField], Words, str]


class WeightsForm(forms.Form):
    """All weights, why they are changed, and the set they take the place of."""

    expected = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label=gettext_lazy("Why they are changed"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "wide"}),
        help_text=gettext_lazy("Whoever asks later reads it beside the change."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weight in described().values():
            self.fields.update(_fields_of(weight))

    def clean(self) -> dict[str, Any]:
        """The weights by name, as the rules take them."""
        given: dict[str, Any] = super().clean() or {}
        rest: dict[str, Any] = {name: given[name] for name in ("expected", "reason") if name in given}
        return {**rest, "values": {name: _value(weight, given) for name, weight in described().items()}}

    def columns(self) -> Iterator[list[tuple[Group, list[Line]]]]:
        """The fields by group, in two columns: one alone, or four by priority with their label and explanation."""
        for column in COLUMNS:
            yield [(group, [self._line(described()[name]) for name in group.names]) for group in column]

    def _line(self, weight: Field[Any]) -> Line:
        if not isinstance(weight.default, tuple):
            return self[weight.name], [], "", ""
        four = [self[f"{weight.name}_{place}"] for place in range(1, 5)]
        return None, four, weight.metadata["label"], explained(weight)


def explained(weight: Field[Any]) -> str:
    """What a weight does, how far it goes, and what it is in a new company."""
    sentence, ready = weight.metadata["sentence"], read(weight.default)
    if weight.type is bool:
        return _("%(what)s Ready-made: %(ready)s.") % {"what": sentence, "ready": ready}
    bounds = {"low": typed(weight.metadata["low"]), "high": typed(weight.metadata["high"])}
    return _("%(what)s From %(low)s to %(high)s; ready-made: %(ready)s.") % {
        "what": sentence,
        "ready": ready,
        **bounds,
    }


def _fields_of(weight: Field[Any]) -> dict[str, forms.Field]:
    if isinstance(weight.default, tuple):
        return {f"{weight.name}_{int(priority)}": _number(weight, label) for priority, label in PRIORITIES}
    label, hint = weight.metadata["label"], explained(weight)
    if weight.type is bool:
        return {weight.name: forms.BooleanField(label=label, help_text=hint, required=False)}
    return {weight.name: _number(weight, label, help_text=hint)}


def _number(weight: Field[Any], label: Words, **more: Any) -> forms.Field:
    more |= {"label": label, "min_value": weight.metadata["low"], "max_value": weight.metadata["high"]}
    if weight.type is int:
        return forms.IntegerField(**more)
    return forms.FloatField(widget=forms.NumberInput(attrs={"step": "any"}), **more)


def _value(weight: Field[Any], given: dict[str, Any]) -> Any:
    """One weight of what was typed; None where it could not be read, which its field has said."""
    if isinstance(weight.default, tuple):
        return tuple(typed(given.get(f"{weight.name}_{place}")) for place in range(1, 5))
    return typed(given.get(weight.name))
