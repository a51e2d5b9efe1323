"""Whoever assigns decides on the list they saw; the page tells whom the rules proposed and why another went."""

import pytest
from django.urls import reverse

from aftercare.domains.dispatch.actions import assign_by_hand, auto_assign
from aftercare.domains.dispatch.models import Decision
from aftercare.domains.requests.actions import assign_request, start_request, withdraw_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.workforce.actions import record_absence
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(at, user_of):
    """李工 came to the customer before, so the rules propose them; 张工 did not."""
    first = make.engineer(at, user=user_of("engineer"))
    second, served = make.engineer(at, name="张工", code="E2"), make.customer(at)
    came = assign_request(make.HOUSE, make.request(at, customer_=served), engineer=first, at=at)
    withdraw_request(make.HOUSE, start_request(make.HOUSE, came, at=at), reason="改约", at=at)
    return first, second, make.request(at, customer_=served)


def place(wanted):
    return reverse("console:request_move", args=[wanted.id, "assign"])


def past(client, wanted):
    return client.get(reverse("console:request", args=[wanted.id]), {"past": "1"}).content.decode()


def test_the_form_carries_the_list_it_shows_and_the_decision_keeps_when_that_was(client_of, known, frozen, at):
    first, second, wanted = known
    client = client_of("dispatcher")
    page = client.get(place(wanted))
    assert f'name="proposal" value="{page.context["proposal"]}"' in page.content.decode()
    frozen.move_to(make.later(at, minutes=3))
    given = {"engineer": second.id, "note": "甲去培训", "proposal": page.context["proposal"]}
    assert client.post(place(wanted), given).status_code == 302
    kept = Decision.objects.get()
    assert (kept.seen_at, kept.decided_at, kept.overridden) == (at, make.later(at, minutes=3), True)
    told = past(client, wanted)
    assert "Chosen by hand." in told and "On the list of" in told
    assert "甲去培训" in told and "The rules proposed 李工 (" in told


def test_where_the_list_changed_meanwhile_the_form_comes_back_with_the_new_one(client_of, known, at):
    first, second, wanted = known
    client = client_of("dispatcher")
    shown = client.get(place(wanted)).context["proposal"]
    record_absence(make.HOUSE, first, start_at=at, end_at=make.later(at, days=30), at=at)
    given = {"automatic": "on", "note": "", "proposal": shown}
    answer = client.post(place(wanted), given)
    assert answer.status_code == 422
    assert "the rules propose 张工 now, 李工 then." in answer.content.decode()
    assert (ServiceRequest.objects.get(pk=wanted.pk).state, Decision.objects.count()) == ("pending", 0)
    again = client.post(place(wanted), {**given, "proposal": answer.context["proposal"]})
    assert (again.status_code, Decision.objects.get().engineer) == (302, second)


def test_a_list_that_nobody_gave_out_is_refused_on_the_page(client_of, known):
    answer = client_of("dispatcher").post(place(known[2]), {"engineer": known[0].id, "proposal": "made-up"})
    assert answer.status_code == 422
    assert "This list of candidates was not given out for this request" in answer.content.decode()


def test_all_who_were_looked_at_then_are_read_later(client_of, known, at):
    first, second, wanted = known
    assign_by_hand(make.HOUSE, wanted, engineer=second, at=at)
    record_absence(make.HOUSE, first, start_at=at, end_at=make.later(at, days=30), at=at)
    client, listed = client_of("dispatcher"), reverse("console:request_candidates", args=[wanted.id])
    then = client.get(listed, {"decision": str(Decision.objects.get().id)}).content.decode()
    assert "As the list was" in then and "Absent for all" not in then
    assert then.index("李工") < then.index("张工")
    now = client.get(listed).content.decode()
    assert "As the list was" not in now and "Absent for all" in now


@pytest.mark.parametrize("asked", ["1", "01890000-0000-7000-8000-000000000000"])
def test_a_decision_that_is_not_of_this_request_is_not_found(client_of, known, at, asked):
    listed = reverse("console:request_candidates", args=[known[2].id])
    assert client_of("dispatcher").get(listed, {"decision": asked}).status_code == 404


def test_who_does_not_see_the_plan_reads_that_another_was_proposed_without_the_name(client_of, known, at):
    _first, second, wanted = known
    assign_by_hand(make.HOUSE, wanted, engineer=second, at=at)
    told = past(client_of("agent"), wanted)
    assert "The rules proposed somebody else." in told
    assert "李工" not in told


def test_a_choice_of_the_rules_reads_as_before(client_of, known, at):
    auto_assign(make.HOUSE, known[2], at=at)
    told = past(client_of("dispatcher"), known[2])
    assert "Chosen by hand." not in told and "Least of 2 who fit" in told
    assert "All who were looked at then" in told
