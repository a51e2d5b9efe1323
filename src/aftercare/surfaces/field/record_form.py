"""The service record on the phone: its words, its lines, its pictures."""

import base64
import binascii
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from aftercare.domains.catalog.models import Category
from aftercare.domains.catalog.queries import fault_codes
from aftercare.domains.fieldwork.checks import check_photo
from aftercare.domains.fieldwork.models import CostKind
from aftercare.domains.requests.models import AttemptOutcome
from aftercare.kit.errors import Refusal
from aftercare.kit.files import CheckedFile
from aftercare.ui.forms import NameChoiceField, PhotosField, WordsField

WORDS = forms.Textarea(attrs={"rows": 3})
FAULTS = {"symptom": _("Symptom"), "cause": _("Cause"), "remedy": _("Remedy")}
COST_KINDS: Mapping[str, Any] = {
    CostKind.TRAVEL: _("Travel"),
    CostKind.LODGING: _("Lodging"),
    CostKind.TOLL: _("Toll"),
    CostKind.OTHER: _("Other"),
}
FINDINGS = [("", _("Words only")), ("yes", _("In order")), ("no", _("Not in order"))]
MOST_LINES = 60
ASIDE = ("outcome", "note")  # of the report, not of the record


def _minutes(label: Any, *, required: bool, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=1440, required=required, **more)


class SignatureField(forms.CharField):
    """A drawn signature: a picture as data URL in a hidden field, bytes once it is clean."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        """The bytes of the picture, or nothing."""
        written = super().clean(value)
        try:
            return base64.b64decode(written.rpartition(",")[2], validate=True) or None
        except (binascii.Error, ValueError) as reason:
            raise forms.ValidationError(_("The signature could not be read; please sign again.")) from reason


class RecordForm(forms.Form):
    """What was done and found, for how long, with photos and a signature; only the first two are always asked."""

    work_done = forms.CharField(label=_("What was done"), widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000)
    labour_minutes = _minutes(_("Labour minutes"), required=True)
    problem = forms.CharField(label=_("What was found"), widget=WORDS, required=False, max_length=5000)
    next_advice = forms.CharField(label=_("Advice to the customer"), widget=WORDS, required=False, max_length=5000)
    travel_minutes = _minutes(_("Travel minutes"), required=False)
    photos = PhotosField(label=_("Photos"), required=False, allow_empty_file=True)
    signature = SignatureField(label=_("Customer's signature"), required=False)
    signed_by = forms.CharField(
        label=_("Name of who signed"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    signature_missing_reason = forms.CharField(label=_("Why nobody signed"), required=False, max_length=500)

    def __init__(self, *args: Any, category: Category | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in FAULTS.items():
            known = fault_codes(kind, category)
            self.fields[kind] = NameChoiceField(label=label, queryset=known, empty_label="–", required=False)

    def clean_photos(self) -> list[CheckedFile]:
        """The pictures drawn anew; what is wrong with one of them keeps none of the others away."""
        drawn = []
        for photo in self.cleaned_data["photos"]:
            try:
                drawn.append(check_photo(photo.name, photo))
            except Refusal as refusal:
                self.add_error("photos", str(refusal))
        return drawn

    def given(self) -> dict[str, Any]:
        """What goes into the record as it stands: codes as their ids, minutes nobody gave left out."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("photos", *ASIDE, *FAULTS)}
        faults = {name: str(fault.pk) if (fault := self.cleaned_data[name]) else "" for name in FAULTS}
        return given | faults


class UnsolvedForm(RecordForm):
    """The record of a try that solved nothing: whatever there is to say."""

    work_done = forms.CharField(
        label=_("What was done"), widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000, required=False
    )
    labour_minutes = _minutes(_("Labour minutes"), required=False)


class FailForm(UnsolvedForm):
    """Why it is not solved, and what was done nevertheless."""

    outcome = NameChoiceField(
        label=_("Outcome"),
        queryset=AttemptOutcome.objects.order_by("position"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    note = WordsField(label=_("Note"), rows=4, required=False)


class LineForm(forms.Form):
    """A line that counts once something is written in it; what stands there by itself is no writing."""

    BY_ITSELF: tuple[str, ...] = ()

    def has_changed(self) -> bool:
        """Whether somebody wrote in it."""
        return bool(set(self.changed_data) - set(self.BY_ITSELF))


class PartForm(LineForm):
    """A part that was used."""

    BY_ITSELF = ("quantity",)
    part = forms.CharField(
        label=_("Part"), required=False, max_length=60, help_text=_("Search by number or name."),
        widget=forms.TextInput(attrs={"data-combobox": True, "data-url": reverse_lazy("field:parts"), "class": "wide"}),
    )  # fmt: skip
    quantity = forms.DecimalField(
        label=_("Quantity"), min_value=Decimal("0.001"), max_value=99_999, max_digits=8, decimal_places=3, initial=1
    )
    name = forms.CharField(label=_("Name, if not in the catalog"), required=False, max_length=160)
    serial_in = forms.CharField(label=_("Serial fitted"), required=False, max_length=80)
    serial_out = forms.CharField(label=_("Serial taken out"), required=False, max_length=80)


class CostForm(LineForm):
    """Money spent on the way."""

    BY_ITSELF = ("kind",)
    kind = forms.ChoiceField(label=_("Spent on"), choices=list(COST_KINDS.items()))
    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_value=1_000_000_000, decimal_places=2)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, widget=forms.TextInput(attrs={"class": "wide"})
    )


class AnswerForm(LineForm):
    """What was found at one point of the checklist."""

    BY_ITSELF = ("passed",)
    item = forms.CharField(label=_("Point checked"), max_length=80, widget=forms.TextInput(attrs={"class": "wide"}))
    passed = forms.TypedChoiceField(
        label=_("Finding"),
        choices=FINDINGS,
        required=False,
        coerce=lambda said: said == "yes",
        empty_value=None,
    )
    answer = forms.CharField(label=_("Remark"), required=False, max_length=2000)


class ReadingForm(LineForm):
    """What was measured."""

    name = forms.CharField(label=_("Measured"), max_length=80, widget=forms.TextInput(attrs={"class": "wide"}))
    value = forms.DecimalField(label=_("Value"), max_digits=17, decimal_places=6)
    unit = forms.CharField(label=_("Unit"), required=False, max_length=20)


class Lines(forms.BaseFormSet):
    """Lines that come and go on the page; those that were taken away leave gaps."""

    def initial_form_count(self) -> int:
        """None must stay: also one that was kept before may be taken away."""
        return 0

    def total_form_count(self) -> int:
        """Those that were sent, or those that are kept."""
        return super().total_form_count() if self.is_bound else len(self.initial or ())

    @property
    def written(self) -> list[LineForm]:
        """The lines somebody wrote in, in their order."""
        return [line for line in self.forms if line.has_changed()]

    @property
    def shown(self) -> list[LineForm]:
        """The lines to draw: without the gaps, with a fresh one where it was asked for."""
        if not self.is_bound:
            return list(self.forms)
        fresh = self.forms[-1:] if self.data.get("more") == self.prefix else []
        return [*self.written, *(line for line in fresh if not line.has_changed())]

    def rows(self) -> dict[int, dict[str, Any]]:
        """What was written, line by line, by the places in the form."""
        return {place: line.cleaned_data for place, line in enumerate(self.forms) if line.has_changed()}


def _lines(form: type[LineForm]) -> type[Lines]:
    made = forms.formset_factory(form, formset=Lines, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES)
    return cast(type[Lines], made)


LINES: Mapping[str, type[Lines]] = {
    "parts": _lines(PartForm),
    "costs": _lines(CostForm),
    "answers": _lines(AnswerForm),
    "readings": _lines(ReadingForm),
}
