"""What the composer asks for: a reply, a note or a call, with files and colleagues told by name."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from aftercare.domains.accounts.models import User
from aftercare.surfaces.console.requests.words import OUTCOMES
from aftercare.ui.forms import FutureField
from aftercare.ui.parts import Words

AT_HAND = 100  # colleagues in the plain list; typing finds the others
MOST_FILES = 10
HERE = "address-of-the-page"
MODES: Mapping[str, tuple[Words, str, str]] = {  # its name, icon and key
    "reply": (gettext_lazy("Reply to the customer"), "send", "r"),
    "note": (gettext_lazy("Internal note"), "note", "n"),
    "call": (pgettext_lazy("composer", "Call"), "phone-call", "t"),
}
DIRECTIONS = [("out", pgettext_lazy("call", "We called")), ("in", pgettext_lazy("call", "The customer called"))]
UNREACHED = frozenset({"no_answer", "busy", "wrong_number"})  # there is nothing to write down


class FilesInput(forms.FileInput):
    """Several files of any sort, chosen, pasted or dropped."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """All of them."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class FilesField(forms.FileField):
    """Any number of files up to the most; their room says which are taken."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The uploads that hold something."""
        given = [super(FilesField, self).clean(one, initial) for one in data or () if one]
        if len(given) > MOST_FILES:
            raise forms.ValidationError(_("Send at most %(most)s files at once.") % {"most": MOST_FILES})
        return given


def blank_fields(address: str) -> SafeString:
    """What a page shows of the form before anybody writes; `address` brings what it offers then."""
    return SafeString(address.join(_blank(get_language() or "")))  # nosec B703  the address of a page of ours


@lru_cache(maxsize=8)
def _blank(language: str) -> tuple[str, ...]:
    """The same for everybody who reads this language, in the pieces between which the address stands."""
    drawn = render_to_string("console/requests/composer_fields.html", {"say_form": SayForm(), "here": HERE})
    return tuple(drawn.split(HERE))


def _is_id(given: object) -> bool:
    try:
        UUID(str(given))
    except ValueError:
        return False
    return True


def colleagues() -> Any:
    """Whoever works here, in the order of their names."""
    return User.objects.filter(is_active=True).order_by("name", "id")


class SayForm(forms.Form):
    """Words on a request: to the customer, among colleagues, or about a call."""

    mode = forms.ChoiceField(choices=[(code, name) for code, (name, _icon, _key) in MODES.items()], initial="note")
    text = forms.CharField(
        label=gettext_lazy("Words"),
        widget=forms.Textarea(
            attrs={
                "rows": 4,
                "aria-label": gettext_lazy("Add to the story"),
                "placeholder": gettext_lazy("What was said, found or agreed"),
            }
        ),
        max_length=10_000,
        required=False,
    )
    mentioned = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Tell also"), queryset=User.objects.none(), required=False
    )
    direction = forms.ChoiceField(label=gettext_lazy("Who called"), choices=DIRECTIONS, required=False)
    outcome = forms.ChoiceField(
        label=gettext_lazy("How it ended"), choices=[("", "–"), *OUTCOMES.items()], required=False
    )
    follow_up_at = FutureField(label=gettext_lazy("Next contact"), required=False)
    attached = FilesField(label=gettext_lazy("Files"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentioned"].queryset = colleagues()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Something is said, unless a call reached nobody."""
        given: dict[str, Any] = super().clean() or {}
        silent = given.get("mode") == "call" and given.get("outcome") in UNREACHED
        if not given.get("text", "").strip() and "text" not in self.errors and not silent:
            self.add_error("text", _("Write what is to be kept."))
        return given

    @property
    def modes(self) -> list[tuple[str, Words, str, str, bool]]:
        """The tabs: code, name, icon, key, and whether it is the one that is open."""
        now = self["mode"].value()
        return [(code, name, icon, key, code == now) for code, (name, icon, key) in MODES.items()]

    @property
    def people(self) -> list[tuple[str, str, bool]]:
        """Some colleagues for the plain list, those told already first."""
        told = {str(id) for id in self["mentioned"].value() or () if _is_id(id)}
        rows = [(str(id), name, str(id) in told) for id, name in self._rows(told)]
        return sorted(rows, key=lambda row: not row[2])

    def _rows(self, told: set[str]) -> list[tuple[Any, str]]:
        rows: list[tuple[Any, str]] = list(colleagues().values_list("id", "name")[:AT_HAND])
        missing = told - {str(id) for id, _name in rows}
        found = colleagues().filter(pk__in=missing).values_list("id", "name") if missing else ()
        return [*found, *rows]
