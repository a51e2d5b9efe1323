"""The four steps in which a customer asks for service: what is the matter, which device, when and where, and who."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aftercare.domains.catalog.models import Category, IncidentType
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.queries import devices_of
from aftercare.domains.requests.actions import WishedTime
from aftercare.domains.requests.models import RequestKind
from aftercare.surfaces.portal.photos import PhotosForm
from aftercare.surfaces.portal.reaching import PhoneField
from aftercare.ui.components.words import exact_time, whole_day
from aftercare.ui.forms import FARTHEST, DayInput, NameChoiceField, PhotosField, WordsField, sometimes_needed

STEPS: Mapping[int, tuple[str, ...]] = {
    1: ("kind", "category", "problem", "title", "description"),
    2: ("device", "serial", "model"),
    3: ("day", "part", "address"),
    4: ("name", "phone", "email", "photos"),
}
LAST = max(STEPS)
DRAWN = frozenset({"category", "problem", "photos"})  # in a way of their own
PARTS = [("any", _("Any time")), ("morning", _("Morning")), ("afternoon", _("Afternoon")), ("evening", _("Evening"))]
BEGINS = {"any": time(8), "morning": time(8), "afternoon": time(12), "evening": time(18)}
ENDS = {"any": time(18), "morning": time(12), "afternoon": time(18), "evening": time(21)}
Step = int


def _line(label: Any, most: int, *, required: bool = False, help_text: Any = "", **attrs: str) -> forms.CharField:
    """A line of text."""
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text, widget=widget)


class DeviceField(forms.ModelChoiceField):
    """A choice among one's own devices, by model and serial number."""

    def label_from_instance(self, obj: Any) -> str:
        """What stands on its label."""
        return " · ".join(filter(None, (obj.product.name, obj.serial)))


class SubmitForm(PhotosForm):
    """Everything that is asked, on one form: the steps show parts of it, and carry the rest along."""

    kind = NameChoiceField(
        label=_("What do you need?"),
        queryset=RequestKind.objects.filter(active=True).order_by("position"),
        empty_label=None,
    )
    category = forms.ModelChoiceField(Category.objects.all(), required=False)
    problem = forms.ModelChoiceField(IncidentType.objects.select_related("category"), required=False)
    title = sometimes_needed(
        _line(
            _("In your own words"),
            200,
            help_text=_("A few words are enough, for example: it does not cool any more."),
        )
    )
    description = WordsField(label=_("Anything else we should know?"), rows=3, max_length=5000, required=False)
    device = DeviceField(
        Device.objects.none(),
        label=_("Your devices"),
        required=False,
        widget=forms.RadioSelect,
        empty_label=_("Another device"),
    )
    serial = _line(
        _("Serial number"),
        80,
        help_text=_("On the label at the back or inside the door, beside S/N. Your phone's camera can read it to you."),
        autocapitalize="characters",
        autocomplete="off",
        spellcheck="false",
    )
    model = _line(_("Model"), 80, help_text=_("On the same label, if you find it."), autocomplete="off", list="models")
    day = forms.DateField(label=_("Which day would suit you?"), required=False, widget=DayInput)
    part = forms.ChoiceField(
        label=_("What time of the day?"), choices=PARTS, required=False, initial="any", widget=forms.RadioSelect
    )
    address = _line(_("Where is it?"), 200, help_text=_("Street, number, town."), autocomplete="address-line1")
    name = _line(_("Your name"), 80, required=True, autocomplete="name")
    phone = PhoneField()
    email = forms.EmailField(
        label=_("Your mail address"),
        required=False,
        help_text=_("We write to you when somebody is on the way, and when it is done."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    photos = PhotosField(
        label=_("Photos"),
        required=False,
        help_text=_("Of the fault, an error code, or the label: they help us to bring the right part."),
    )

    def __init__(self, *args: Any, customer: Customer | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.customer = customer
        self.fields["day"].widget.attrs["min"] = timezone.localdate().isoformat()
        for name in ("name", "phone", "email") if customer else ("device",):
            del self.fields[name]
        if customer:
            self.fields["device"].queryset = devices_of(customer)  # type: ignore[attr-defined]

    def of_step(self, step: Step) -> list[forms.BoundField]:
        """The fields of a step, in order; what is drawn in another way is left out."""
        return [self[name] for name in STEPS[step] if name in self.fields and name not in DRAWN]

    def first_wrong(self, until: Step) -> Step | None:
        """The first step, up to this one, in which something is not right."""
        return next((step for step in STEPS if step <= until and self.errors.keys() & {*STEPS[step]}), None)

    def forgive(self, names: Iterable[str]) -> None:
        """Say nothing about these fields: they were not asked yet."""
        for name in names:
            self.errors.pop(name, None)

    def clean_day(self) -> Any:
        """A day within reach."""
        day = self.cleaned_data["day"]
        if day and abs(day - timezone.localdate()) > FARTHEST:
            raise forms.ValidationError(gettext("That is more than ten years away; check the year."), code="too_far")
        return day

    def clean(self) -> dict[str, Any]:
        """A problem of the list stands for words, and a day of the calendar for an instant."""
        given: dict[str, Any] = self.cleaned_data
        problem = given["problem"] = _fitting(given.get("problem"), given.get("category"))
        if not given.get("title") and "title" not in self.errors:
            if problem is None:
                self.add_error("title", gettext("Choose what fits best above, or write it in your own words."))
            else:
                given["title"] = problem.name
        given["required_at"] = self._wish(given.get("day"), given.get("part") or "any")
        given["wished"] = self._wished_time()
        return given

    def _wish(self, day: Any, part: str) -> datetime | None:
        if day is None:
            return None
        until = timezone.make_aware(datetime.combine(day, ENDS[part]))
        if until <= timezone.now():
            said = gettext("%(date)s has already passed; choose a later one.")
            self.add_error("day", forms.ValidationError(said % {"date": exact_time(until)}, code="date_in_the_past"))
        return until

    def _wished_time(self) -> WishedTime | None:
        """The part of the day as a time, once it is known to be still to come."""
        day, until = self.cleaned_data.get("day"), self.cleaned_data.get("required_at")
        if day is None or until is None or "day" in self.errors:
            return None
        return WishedTime(
            timezone.make_aware(datetime.combine(day, BEGINS[self.cleaned_data.get("part") or "any"])), until
        )

    @property
    def wish(self) -> str:
        """The day and the part of it in words, as the desk reads them."""
        day, part = self.cleaned_data.get("day"), self.cleaned_data.get("part") or "any"
        return f"{whole_day(day)} · {dict(PARTS)[part]}" if day else ""


def _fitting(problem: IncidentType | None, category: Category | None) -> IncidentType | None:
    """The problem, unless it was chosen before another sort of product was."""
    if problem is None or category is None or problem.category is None:
        return problem
    return problem if problem.category.path.startswith(category.path) else None
