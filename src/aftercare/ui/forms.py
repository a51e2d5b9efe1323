"""Forms that look right by themselves: `{{ form }}`, with label, control, help and error in one shape."""

import re
import unicodedata
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Engine
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, ngettext_lazy

from aftercare.ui.components.words import exact_time, in_minutes

OWN_WIDGETS = Path(__file__).parent / "templates" / "ui" / "widgets"
DJANGO_WIDGETS = Path(django.forms.__file__).parent / "templates"

FARTHEST = timedelta(days=3653)
# What the framework says of a field, put here so that the catalogue words it as the product speaks.
SAID_BY_FIELDS = (
    gettext_noop("“%(value)s” is not a valid UUID."),
    gettext_noop("Null characters are not allowed."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid date/time."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)

# 4 h, 1.5 hours, 1 h 30 min, 1:30, 45 min, 45, 4 小时 30 分; a number alone is minutes.
LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,5}(?:\.\d{1,2})?)\s*(?:h|hrs?|hours?|小时|时)\s*|(?P<clock>\d{1,4}):(?=\d{2}$))?"
    r"(?:(?P<minutes>\d{1,7})\s*(?:m|mins?|minutes?|分钟|分)?)?",
    re.IGNORECASE,
)

CONTROL = {
    forms.Select: "form-select",
    forms.CheckboxInput: "form-check-input",
    forms.RadioSelect: "form-check-input",
    forms.CheckboxSelectMultiple: "form-check-input",
}


def control_class(widget: forms.Widget) -> str:
    """The class of a widget's control: the nearest kind it is."""
    for kind in type(widget).__mro__:
        if kind in CONTROL:
            return CONTROL[kind]
    return "form-control"


class Field(BoundField):
    """A bound field whose control carries the class of its kind."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Django's attributes (required, aria-invalid, aria-describedby) and the class."""
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        given = f"{widget.attrs.get('class', '')} {built.get('class', '')}"
        built["class"] = " ".join([control_class(widget), *given.split()])
        if self.form.is_bound and self.form.errors and not getattr(self.form, "only_shown", False):
            built.pop("autofocus", None)
            widget.attrs.pop("autofocus", None)
            if self._first_in_the_way:
                built["autofocus"] = True
        return built

    @property
    def _first_in_the_way(self) -> bool:
        """Whether it is the first field of the form that was refused."""
        return self.name == next((name for name in self.form.fields if name in self.form.errors), None)

    @property
    def optional(self) -> bool:
        """Whether it may stay empty whatever else is chosen; of a form that narrows a list it goes without saying."""
        needed = self.field.required or getattr(self.field, "sometimes_needed", False)
        return not (needed or getattr(self.form, "narrows", False))

    @property
    def stands_now(self) -> Any:
        """What somebody else put here while it was being changed (`ui.versions`)."""
        return getattr(self.form, "standing", {}).get(self.name)

    @property
    def single_box(self) -> bool:
        """One checkbox stands before its label."""
        return isinstance(self.field.widget, forms.CheckboxInput)


class Renderer(DjangoTemplates):
    """Set as FORM_RENDERER; templates are in `templates/ui/forms`."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Field

    @cached_property
    def engine(self) -> Engine:
        """Our widget templates before Django's, which would otherwise win."""
        folders = [OWN_WIDGETS, DJANGO_WIDGETS]
        return Engine({"APP_DIRS": True, "DIRS": folders, "NAME": "forms", "OPTIONS": {}})


class DayInput(forms.DateInput):
    """The browser's own calendar for a day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own control for a day and time, in the reader's zone."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A moment of this house's life: nobody promises, or waits, for longer than some years."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": MomentInput, **options})

    def to_python(self, value: Any) -> Any:
        """The moment, or the refusal of one that no plan reaches; one out of every calendar too."""
        try:
            moment = super().to_python(value)
            far = moment is not None and abs(moment - timezone.now()) > FARTHEST
        except OverflowError:
            far = True
        if far:
            raise forms.ValidationError(gettext("That is more than ten years away; check the year."), code="too_far")
        return moment


class FutureField(MomentField):
    """A moment that is still to come; one that has passed is refused at the field, in the reader's way to write it."""

    def validate(self, value: Any) -> None:
        """Refuse what has passed."""
        super().validate(value)
        if value and value <= timezone.now():
            said = gettext("%(date)s has already passed; choose a later one.")
            raise forms.ValidationError(said % {"date": exact_time(value)}, code="date_in_the_past")


class WordsField(forms.CharField):
    """Words in several lines, as many as a person writes; a novel is refused at the field."""

    def __init__(self, *, rows: int = 3, max_length: int = 2000, **options: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": rows}), "max_length": max_length, **options})


class WorkingTimeField(forms.CharField):
    """A length of working time in hours and minutes as people write it; the value is whole minutes, or None."""

    def __init__(self, *, most: int = 525_600, **options: Any) -> None:
        self.most = most
        super().__init__(**{"max_length": 40, "empty_value": None, **options})

    def prepare_value(self, value: Any) -> Any:
        """Minutes in words; what was typed as it was typed."""
        return in_minutes(value * 60) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        """The minutes; what is no length of time, or none that can be kept, is refused at the field."""
        typed = super().clean(value)
        if typed is None:
            return None
        written = LENGTH.fullmatch(unicodedata.normalize("NFKC", typed).strip())
        if written is None or not written.group():
            raise forms.ValidationError(gettext("Write it as 4 h, 1 h 30 min or 45 min."), code="invalid")
        hours, minutes = (float(part or 0) for part in (written["hours"] or written["clock"], written["minutes"]))
        whole = round(hours * 60 + minutes)
        if not 1 <= whole <= self.most:
            told = {"most": in_minutes(self.most * 60)}
            raise forms.ValidationError(gettext("At least 1 minute, at most %(most)s.") % told, code="out_of_bounds")
        return whole

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether it is another length, however it is written."""
        return bool(super().has_changed(self.prepare_value(initial), data))


def only_when(choice: str, field: forms.Field) -> Any:
    """A field that counts only with one of the choices of another, as in `to=pending assigned`.

    A script shows it with them alone.
    """
    field.widget.attrs["data-when"] = choice
    return sometimes_needed(field)


def sometimes_needed(field: forms.Field) -> Any:
    """A field that some other answer makes needed: the form says so in `clean`, and never calls it optional."""
    field.required = False
    field.widget.is_required = False
    field.sometimes_needed = True  # type: ignore[attr-defined]
    return field


class NameChoiceField(forms.ModelChoiceField):
    """A choice among rows with a name; names every installation begins with are shown in the reader's language."""

    def __init__(self, queryset: Any, *, empty_label: Any = "–", **options: Any) -> None:
        super().__init__(queryset, empty_label=empty_label, **options)

    def label_from_instance(self, obj: Any) -> str:
        """The name, translated where the catalogue knows it."""
        return gettext(obj.name)


class PhotosInput(forms.FileInput):
    """Several pictures, made smaller by the page before they are sent; two controls of one name may feed it."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": "image/*", "data-photo": True, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """All of them."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class PhotosField(forms.FileField):
    """Any number of pictures; the room that keeps them says what is one."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The uploads that hold something, each looked at by itself."""
        return [super(PhotosField, self).clean(one, initial) for one in data or () if one]
