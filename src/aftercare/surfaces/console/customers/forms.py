"""What is asked about customers, their people and their places."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.customers.models import CustomerKind, Grade, Tag
from aftercare.surfaces.console.administration.fields import UnitField
from aftercare.surfaces.console.customers.words import KINDS
from aftercare.surfaces.console.requests.words import CHANNELS, OUTCOMES
from aftercare.surfaces.console.zones import ZoneField, zones
from aftercare.ui.forms import FutureField, MomentField, NameChoiceField, WordsField
from aftercare.ui.versions import VersionedForm

SPOKEN = ("phone", "mail", "visit", "chat", "message", "sms", "wechat")
LANGUAGES = [("", gettext_lazy("Not known")), *settings.LANGUAGES]
PHONE = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})


def _zones() -> list[tuple[str, Any]]:
    return [("", _("The company's")), *zones()]


class RecordForm(forms.Form):
    """Who the customer is, and what is to be known of them."""

    kind = forms.ChoiceField(label=pgettext_lazy("customer", "Kind"), choices=list(KINDS.items()))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    grade = NameChoiceField(
        label=gettext_lazy("Grade"), queryset=Grade.objects.order_by("rank", "code"), required=False, empty_label="–"
    )
    tags = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Tags"),
        queryset=Tag.objects.order_by("name"),
        required=False,
        widget=forms.SelectMultiple(attrs={"data-combobox": True}),
    )
    unit = UnitField(
        label=gettext_lazy("Part of the company"),
        required=False,
        help_text=gettext_lazy("Who serves this part sees this customer too."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES, required=False)
    time_zone = ZoneField(choices=_zones, required=False)
    notes = WordsField(label=gettext_lazy("Notes"), required=False, max_length=20_000)


class ChangeForm(VersionedForm, RecordForm):
    """The same as it stands."""


class NewForm(RecordForm):
    """The same with whom to reach."""

    field_order = ("kind", "name", "contact_name", "phone", "email")
    kind = forms.ChoiceField(
        label=pgettext_lazy("customer", "Kind"), choices=list(KINDS.items()), initial=CustomerKind.PERSON
    )
    contact_name = forms.CharField(
        label=gettext_lazy("Contact"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Of a company: whom to ask for. Of a person it may stay empty."),
    )
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False, widget=PHONE)
    email = forms.EmailField(label=gettext_lazy("Mail address"), required=False)


class ContactForm(VersionedForm):
    """A person of the customer; on record the number is shown masked and stays while the field is empty."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False, widget=PHONE)
    email = forms.EmailField(label=gettext_lazy("Mail address"), required=False)
    role = forms.CharField(label=gettext_lazy("What this person does there"), max_length=60, required=False)
    preferred = forms.BooleanField(label=gettext_lazy("Reached before the others"), required=False)


class SiteForm(VersionedForm):
    """A place of the customer; both coordinates or none."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=300, required=False)
    region_code = forms.CharField(
        label=gettext_lazy("Region code"),
        max_length=12,
        required=False,
        help_text=gettext_lazy("As territories name it, such as 310115."),
    )
    unit = UnitField(label=gettext_lazy("Part of the company"), required=False)
    latitude = forms.DecimalField(
        label=gettext_lazy("Latitude"), min_value=-90, max_value=90, max_digits=8, decimal_places=6, required=False
    )
    longitude = forms.DecimalField(
        label=gettext_lazy("Longitude"), min_value=-180, max_value=180, max_digits=9, decimal_places=6, required=False
    )
    time_zone = ZoneField(choices=_zones, required=False)
    access_notes = WordsField(
        label=gettext_lazy("How to get in"),
        required=False,
        max_length=5000,
        help_text=gettext_lazy("Gate, floor, whom to ask for, when nobody is there."),
    )

    def clean(self) -> dict[str, Any]:
        """Half a place is none."""
        given: dict[str, Any] = super().clean() or {}
        halves = {name: given.get(name) for name in ("latitude", "longitude")}
        if not set(halves) & set(self.errors) and (halves["latitude"] is None) != (halves["longitude"] is None):
            missing = next(name for name, value in halves.items() if value is None)
            self.add_error(missing, _("Latitude and longitude belong together; fill in both, or neither."))
        return given


class SayForm(forms.Form):
    """What was said, how, and when it goes on."""

    channel = forms.ChoiceField(label=gettext_lazy("How"), choices=[(code, CHANNELS[code]) for code in SPOKEN])
    direction = forms.ChoiceField(
        label=gettext_lazy("Who began"),
        choices=[
            ("out", pgettext_lazy("conversation", "We did")),
            ("in", pgettext_lazy("conversation", "The customer did")),
        ],
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("How a call ended"), choices=[("", "–"), *OUTCOMES.items()], required=False
    )
    text = WordsField(label=gettext_lazy("What was said"), max_length=20_000)
    done_at = MomentField(label=gettext_lazy("When it was"), required=False, help_text=gettext_lazy("Empty: just now."))
    follow_up_at = FutureField(
        label=gettext_lazy("Follow up"),
        required=False,
        help_text=gettext_lazy("On that day it stands in your work list."),
    )


class OverrideForm(forms.Form):
    """Another grade for a time."""

    grade = NameChoiceField(
        label=gettext_lazy("Grade"), queryset=Grade.objects.order_by("rank", "code"), empty_label="–"
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    until = FutureField(
        label=gettext_lazy("Until"), help_text=gettext_lazy("Then the grade from before holds again by itself.")
    )
