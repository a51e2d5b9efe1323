"""What a customer wished stands where it is decided who comes, and proposes when."""

import pytest
from django.urls import reverse

from aftercare.domains.catalog.actions import add_category
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.requests.actions import WishedTime
from aftercare.domains.requests.models import ServiceRequest
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def wished(company, at):
    """An air conditioner nobody knows more of; the customer would like tomorrow from nine to twelve."""
    sort = add_category(make.HOUSE, code="air", name="空调", at=at)
    span = WishedTime(make.later(at, days=1), make.later(at, days=1, hours=3))
    return make.request(at, title="不制冷", category=sort, wished=span)


def assign_page(client, wanted):
    return client.get(reverse("console:request_move", args=[wanted.id, "assign"]))


@pytest.mark.parametrize("role", ["agent", "dispatcher"])
def test_kind_of_product_and_wish_stand_on_the_request(client_of, wished, role):
    page = client_of(role).get(reverse("console:request", args=[wished.id])).content.decode()
    assert "<p>空调<br>" in page
    assert "The customer wishes: <time" in page and "tomorrow 09:00–12:00" in page


def test_the_wish_is_proposed_to_whoever_gives_the_request_out(client_of, wished, at):
    form = assign_page(client_of("dispatcher"), wished).context["form"]
    ends = [f"{form[name].value():%d %H:%M}" for name in ("start_at", "end_at")]
    assert (wished.kind.duration_minutes, ends) == (60, ["11 09:00", "11 10:00"])
    assert form.fields["start_at"].help_text == "The customer wishes tomorrow 09:00–12:00."


def test_what_is_proposed_is_planned_when_it_is_sent(client_of, wished, at):
    engineer = make.engineer(at, calendar=wished.calendar)
    given = {"engineer": engineer.id, "start_at": "2026-03-11T09:00", "end_at": "2026-03-11T10:00"}
    client_of("dispatcher").post(reverse("console:request_move", args=[wished.id, "assign"]), given)
    visit = Visit.objects.get()
    assert (visit.planned_from, visit.planned_to) == (make.later(at, days=1), make.later(at, days=1, hours=1))


def test_a_proposal_nobody_touched_is_no_visit_of_a_colleague_at_the_desk(client_of, user_of, wished):
    client, page = client_of("dispatcher"), reverse("console:request_move", args=[wished.id, "assign"])
    form = client.get(page).context["form"]
    proposed = {name: f"{form[name].value():%Y-%m-%dT%H:%M}" for name in ("start_at", "end_at")}
    answer = client.post(page, {"assignee": user_of("agent").id, **proposed})
    assert (answer.status_code, Visit.objects.exists()) == (302, False)
    assert ServiceRequest.objects.get().assignee == user_of("agent")


def test_a_wish_with_seconds_proposes_whole_minutes_that_nobody_touched(client_of, at, frozen):
    make.engineer(at)
    span = WishedTime(make.later(at, days=1, seconds=31), make.later(at, days=1, hours=3))
    wanted = make.request(at, wished=span)
    client, page = client_of("dispatcher"), reverse("console:request_move", args=[wanted.id, "assign"])
    form = client.get(page).context["form"]
    proposed = {name: f"{form[name].value():%Y-%m-%dT%H:%M}" for name in ("start_at", "end_at")}
    assert proposed == {"start_at": "2026-03-11T09:01", "end_at": "2026-03-11T10:01"}
    assert client.post(page, {"automatic": "on", **proposed}).status_code == 302
    assert (ServiceRequest.objects.get().state, Visit.objects.count()) == ("assigned", 0)


def test_a_wish_that_is_over_proposes_nothing(client_of, wished, frozen, at):
    frozen.move_to(make.later(at, days=2))
    form = assign_page(client_of("dispatcher"), wished).context["form"]
    assert (form["start_at"].value(), form.fields["start_at"].help_text) == (None, "")
