"""Fields that name a part of the company or a person: typed, with the server's suggestions, however many there are."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse, JsonResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from aftercare.domains.accounts.models import OrganisationUnit, User
from aftercare.domains.accounts.policies import visible_users
from aftercare.kit.errors import NotAllowed
from aftercare.surfaces.console.staff import StaffRequest, staff

BETWEEN = " · "
MOST = 20


def unit_words(unit: OrganisationUnit | None) -> str:
    """A part of the company as the field shows and reads it."""
    return f"{unit.name}{BETWEEN}{unit.code}" if unit else ""


def person_words(user: User) -> str:
    """A person as the field shows and reads them."""
    return f"{user.name}{BETWEEN}{user.email}"


class UnitField(forms.CharField):
    """A part of the company by its code or name; empty is none."""

    def __init__(self, **options: Any) -> None:
        attrs = {"data-combobox": True, "data-url": reverse_lazy("console:unit_names"), "autocomplete": "off"}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), "max_length": 200, **options})

    def clean(self, value: Any) -> OrganisationUnit | None:
        """The part in use that the words name."""
        words = super().clean(value)
        if not words:
            return None
        found = list(_named(OrganisationUnit.objects.filter(active=True), words, "code")[:2])
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(_("No one part of the company is called “%(words)s”.") % {"words": words})


class PersonField(forms.CharField):
    """Somebody who signs in, by mail address or name."""

    def __init__(self, **options: Any) -> None:
        attrs = {"data-combobox": True, "data-url": reverse_lazy("console:people_names"), "autocomplete": "off"}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), "max_length": 340, **options})

    def clean(self, value: Any) -> User | None:
        """The person the words name."""
        words = super().clean(value)
        if not words:
            return None
        found = list(_named(User.objects.filter(is_active=True), words, "email")[:2])
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(_("No one person is called “%(words)s”; type the mail address.") % {"words": words})


def _named(rows: QuerySet[Any], words: str, key: str) -> QuerySet[Any]:
    """The row with this key, which stands last where both were picked, or those with this name."""
    last = words.rsplit(BETWEEN, 1)[-1].strip()
    by_key = rows.filter(**{f"{key}__iexact": last})
    return by_key if by_key.exists() else rows.filter(name=words.strip())


@staff
def unit_names(request: StaffRequest) -> HttpResponse:
    """Parts of the company for a field that is typed into; the tree is known to whoever works here."""
    if not request.actor.roles:
        raise NotAllowed(_("This is for colleagues; ask an administrator for a role."))
    typed = request.GET.get("q", "")
    rows = OrganisationUnit.objects.filter(Q(name__icontains=typed) | Q(code__icontains=typed), active=True)
    return _items([unit_words(unit) for unit in rows.order_by("name", "id")[:MOST]])


@staff
def people_names(request: StaffRequest) -> HttpResponse:
    """People this person may see, for a field that is typed into."""
    typed = request.GET.get("q", "")
    rows = visible_users(request.actor).filter(Q(name__icontains=typed) | Q(email__icontains=typed), is_active=True)
    return _items([person_words(user) for user in rows.order_by("name", "id")[:MOST]])


def _items(words: list[str]) -> JsonResponse:
    return JsonResponse({"items": [{"id": one, "label": one} for one in words]})
