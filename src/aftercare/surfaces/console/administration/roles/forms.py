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

    field_order = ("name", "code", "permissions")
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        validators=[LATIN],
        help_text=gettext_lazy("By it programs know the role; it never changes."),
    )
