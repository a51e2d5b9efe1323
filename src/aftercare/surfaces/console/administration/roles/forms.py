"""What is asked about a role."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy

from aftercare.kit.permissions import PERMISSIONS
from aftercare.surfaces.console.administration.words import grouped

LATIN = RegexValidator(r"^[a-z][a-z0-9_]*$", gettext_lazy("Small Latin letters, digits and _; a letter first."))


def _choices() -> list[tuple[str, list[tuple[str, Any]]]]:
    return [(group, [(name, PERMISSIONS[name].sentence) for name in names]) for group, names in grouped(PERMISSIONS)]


class RoleForm(forms.Form):
    """Its name, and everything it may do."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    permissions = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        required=False,
        choices=_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("How far it reaches is said when the role is given."),
    )


class NewRoleForm(RoleForm):
    """A role that is to be."""

    field_order = ("name", "code", "demands_second_factor", "permissions")
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        validators=[LATIN],
        help_text=gettext_lazy("By it programs know the role; it never changes."),
    )
    demands_second_factor = forms.BooleanField(
        label=gettext_lazy("Whoever holds it needs a second factor"),
        required=False,
        help_text=gettext_lazy("An authenticator app or a passkey beside the password. Tokens go on working."),
    )


class DemandForm(forms.Form):
    """Whether a second factor is demanded from now on; said by the button."""

    demanded = forms.BooleanField(required=False, widget=forms.HiddenInput)
