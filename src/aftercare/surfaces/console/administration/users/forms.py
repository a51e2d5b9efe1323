"""What is asked about a user, and about a role to give."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.surfaces.console.administration.fields import UnitField
from aftercare.surfaces.console.administration.words import SCOPES, role_choices
from aftercare.surfaces.console.zones import ZoneField
from aftercare.ui.forms import FutureField, only_when

HIDDEN = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})


ENTRIES = [
    ("mail", gettext_lazy("An invitation by mail, with a link to set a password")),
    ("link", gettext_lazy("A link that I pass on, shown once")),
    ("password", gettext_lazy("A first password that I pass on")),
]


class UserForm(forms.Form):
    """The profile, and where the person belongs."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=32, required=False)
    unit = UnitField(
        label=gettext_lazy("Part of the company"),
        required=False,
        help_text=gettext_lazy("Who administers this part administers this person too."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    time_zone = ZoneField()


class NewUserForm(UserForm):
    """A person who is to sign in, with the first role and the first password."""

    field_order = ("name", "email", "phone", "unit", "role", "entry", "password", "language", "time_zone")
    email = forms.EmailField(label=gettext_lazy("Mail address"), help_text=gettext_lazy("The person signs in with it."))
    role = forms.ChoiceField(
        label=gettext_lazy("First role"),
        required=False,
        choices=lambda: [("", "–"), *role_choices()],
        help_text=gettext_lazy("Over this part of the company; more can be given afterwards."),
    )
    entry = forms.ChoiceField(label=gettext_lazy("How the person comes in"), choices=ENTRIES)
    password = only_when(
        "entry=password",
        forms.CharField(
            label=gettext_lazy("First password"),
            strip=False,
            widget=HIDDEN,
            help_text=gettext_lazy("Leave it empty and one is made; it is shown once, to pass on."),
        ),
    )

    def __init__(self, *args: Any, mails: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not mails:
            entry: Any = self.fields["entry"]
            entry.choices = ENTRIES[1:]
            entry.help_text = _("No mail server is set, so no invitation can be mailed.")


class ReachForm(forms.Form):
    """A role, and how far it reaches."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=lambda: [("", "–"), *role_choices()])
    scope = forms.ChoiceField(label=gettext_lazy("How far it reaches"), choices=SCOPES)
    node = only_when("scope=node", UnitField(label=gettext_lazy("Part of the company")))

    def clean(self) -> dict[str, Any]:
        """A part is named where the role reaches a part, and nowhere else."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("scope") != "node":
            given["node"] = None
        elif not given.get("node") and "node" not in self.errors:
            self.add_error("node", _("Say which part of the company."))
        return given


class GrantForm(ReachForm):
    """The same with its end."""

    expires_at = FutureField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Empty: until it is taken back. Afterwards the role ends by itself."),
    )


class ReasonForm(forms.Form):
    """Why, for the record."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
