"""Whoever assigns sees the engineers in the order of the rules, with the reason of who can't go."""

from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.urls import reverse

from aftercare.domains.dispatch.policies import VIEW as VIEW_PLAN
from aftercare.domains.workforce.actions import record_absence, register_engineer
from aftercare.domains.workforce.models import Engineer
from aftercare.surfaces.console.requests.fit import rank_engineers
from aftercare.surfaces.console.requests.forms import AssignForm
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(client_of, at, assigned):
    """The engineers as the form of a move offers them to somebody."""
    away = register_engineer(make.HOUSE, name="张远", code="A0", at=at)
    record_absence(make.HOUSE, away, start_at=make.later(at, hours=-1), end_at=make.later(at, days=30), at=at)

    def page(role: str, chosen: str = "") -> HttpResponse:
        return client_of(role).get(reverse("console:request_move", args=[assigned.id, "assign"]) + chosen)

    return page


def choices(page: HttpResponse, name: str) -> list[str]:
    return [str(label) for _value, label in page.context["form"].fields[name].choices]


def test_who_can_go_stands_first_with_what_counts_and_who_cannot_in_the_list_with_the_reason(offered):
    page = offered("dispatcher")
    assert choices(page, "engineer") == ["李工"]
    assert choices(page, "other") == ["–", "张远 – not possible: absent"]
    shown = page.content.decode()
    assert "No coordinates for the site: 30 minutes assumed." in shown
    assert 'data-fill="id_engineer_0 id_start_at id_end_at" data-value="on 2026-03-10T09:30 2026-03-10T10:30"' in shown


def test_somebody_chosen_before_stands_among_the_first_though_not_possible(offered):
    away = Engineer.objects.get(code="A0")
    page = offered("dispatcher", f"?engineer={away.id}")
    assert (choices(page, "engineer"), choices(page, "other")) == (["李工", "张远"], ["–"])
    assert "Absent for all working hours" in page.content.decode()


def test_the_other_engineer_counts_and_two_are_refused(client_of, at, assigned):
    first, other = Engineer.objects.get(), register_engineer(make.HOUSE, name="张远", code="A0", at=at)
    form = AssignForm({"other": str(other.id)})
    assert (form.is_valid(), form.cleaned_data["engineer"]) == (True, other)
    assert AssignForm({"engineer": str(first.id), "other": str(other.id)}).errors["other"]


def test_who_sees_no_plan_chooses_from_one_list_also_when_the_form_comes_back(actor_of, assigned):
    blind = actor_of("dispatcher")
    blind = replace(blind, rights={name: scope for name, scope in blind.rights.items() if name != VIEW_PLAN})
    form = AssignForm({"start_at": "2026-03-11T09:00"})
    assert not form.is_valid()
    assert rank_engineers(form, blind, assigned) == ""
    shown = str(form["engineer"])
    assert ("other" in form.fields, shown.count("<select"), "李工" in shown) == (False, 1, True)


def test_several_at_once_are_offered_to_who_fits_most(client_of, at, assigned):
    away = register_engineer(make.HOUSE, name="张远", code="A0", at=at)
    record_absence(make.HOUSE, away, start_at=make.later(at, hours=-1), end_at=make.later(at, days=30), at=at)
    asked = {"verb": "assign", "id": [str(assigned.id)], "back": "/requests/"}
    page = client_of("dispatcher").post(reverse("console:request_bulk"), asked)
    assert choices(page, "engineer") == ["–", "李工 – fits 1 of 1", "张远 – fits 0 of 1"]
