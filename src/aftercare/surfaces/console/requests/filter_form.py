"""Every filter of the queue in one form: its choices are read when somebody opens it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from aftercare.domains.accounts.models import OrganisationUnit, Team, User
from aftercare.domains.catalog.models import IncidentType, Product
from aftercare.domains.customers.models import Grade
from aftercare.domains.requests.models import RequestKind
from aftercare.domains.requests.policies import VIEW
from aftercare.domains.requests.queries import NOBODY
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.requests.asked import asked
from aftercare.surfaces.console.requests.filters import FIXED, LABELS, OF_REPORTS
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page

MOST = 500  # choices of a list; what is longer is looked for by words
Choices = list[tuple[str, Any]]
SHORT = ("due", "priority", "covered", "waits", "channel", "kind")


def _choices(name: str) -> Choices:
    if name in FIXED:
        return [(code, words) for code, words in FIXED[name].items()]
    rows = {
        "kind": RequestKind.objects.filter(active=True).order_by("position").values_list("code", "name"),
        "problem_type": IncidentType.objects.order_by("name").values_list("code", "name"),
        "product": Product.objects.order_by("name").values_list("pk", "name"),
        "grade": Grade.objects.order_by("name").values_list("code", "name"),
        "unit": OrganisationUnit.objects.order_by("path").values_list("pk", "name"),
    }[name]
    return [(str(code), _(words)) for code, words in rows[:MOST]]


def _holders() -> Choices:
    """Who may have a request: nobody, a team, an engineer, somebody of the desk."""
    engineers = Engineer.objects.filter(active=True).order_by("name").values_list("pk", "name")
    drive = Engineer.objects.filter(active=True, user__isnull=False).values("user")
    desk = User.objects.filter(is_active=True).exclude(pk__in=drive).order_by("name").values_list("pk", "name")
    teams = Team.objects.order_by("name").values_list("pk", "name")
    groups = ((_("Teams"), teams), (_("Engineers"), engineers), (_("Desk"), desk))
    listed = [(label, [(str(id), name) for id, name in rows[:MOST]]) for label, rows in groups]
    return [(NOBODY, _("Nobody yet")), *((label, rows) for label, rows in listed if rows)]


class FilterForm(forms.Form):
    """Each filter with its choices; several values of one let any of them through."""

    narrows = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            if name not in ("queue", "mine", *OF_REPORTS):
                self.fields[name] = _field(name, label)


def _field(name: str, label: Any) -> forms.Field:
    widget: forms.Widget = forms.CheckboxSelectMultiple()
    if name not in SHORT:
        widget = forms.SelectMultiple(attrs={"data-combobox": True})
    choices = _holders() if name == "holder" else _choices(name)
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget)


@staff
def choose_filters(request: StaffRequest) -> HttpResponse:
    """The form with the filters that are set now; sending it shows the list."""
    require(may(request.actor, VIEW))
    query = asked(request)
    form = FilterForm(initial=query)
    stays = [
        (name, value)
        for name in ("q", "queue", "mine", "sort", "view", *OF_REPORTS)
        for value in request.GET.getlist(name)
    ]
    context = {"form": form, "stays": stays}
    return staff_page(request, "console/requests/filters.html", context, active="console:requests", partials={"dialog"})
