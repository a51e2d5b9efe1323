"""What is asked about a part of the company, and about a team."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy

from aftercare.surfaces.console.administration.fields import PersonField, UnitField

KINDS = [
    ("company", gettext_lazy("Company")),
    ("region", gettext_lazy("Region")),
    ("outlet", gettext_lazy("Outlet")),
    ("depot", gettext_lazy("Depot")),
]
LATIN = RegexValidator(r"^[a-z0-9][a-z0-9_-]*$", gettext_lazy("Small Latin letters, digits, - and _."))


class UnitForm(forms.Form):
    """Its name, what it is, and which regions it serves."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS)
    region_codes = forms.CharField(
        label=gettext_lazy("Regions it serves"),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("Codes of administrative divisions, such as 310115, with spaces between them."),
    )

    def clean_region_codes(self) -> list[str]:
        """The codes one by one, each once."""
        return list(dict.fromkeys(self.cleaned_data["region_codes"].replace(",", " ").replace("，", " ").split()))


class NewUnitForm(UnitForm):
    """A part that is to be."""

    field_order = ("name", "code", "kind", "parent", "region_codes")
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        validators=[LATIN],
        help_text=gettext_lazy("By it programs know this part; it never changes."),
    )
    parent = UnitField(label=gettext_lazy("Below"))


class MoveForm(forms.Form):
    """Where to."""

    to = UnitField(
        label=gettext_lazy("Below"), help_text=gettext_lazy("Everything below it moves with it; rights follow at once.")
    )


class TeamForm(forms.Form):
    """What a team is called."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)


class NewTeamForm(TeamForm):
    """A team that is to be."""

    unit = UnitField(label=gettext_lazy("Part of the company"), required=False)


class MemberForm(forms.Form):
    """Who joins."""

    person = PersonField(label=gettext_lazy("Add somebody"))
