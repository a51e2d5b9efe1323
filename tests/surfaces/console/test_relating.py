"""Splitting, tying, untying, merging and watching from the page; who else is there; what others did meanwhile."""

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from aftercare.domains.requests.actions import change_request, suspend_request, watch_request
from aftercare.domains.requests.models import RequestLink, RequestWatcher, ServiceRequest
from tests import make
from tests.make import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted(at):
    return make.request(at, title="空调不制冷")


@pytest.fixture
def twin(at, wanted):
    return make.request(at, customer_=wanted.customer, title="空调还是不制冷")


def post(client, name: str, wanted, *more, **given):
    return client.post(reverse(f"console:{name}", args=[wanted.id, *more]), given)


def test_splitting_leads_to_the_new_request(client_of, wanted):
    agent = client_of("agent")
    answer = post(agent, "request_split", wanted, title="遥控器失灵", kind="repair", same_device="on")
    made = ServiceRequest.objects.exclude(pk=wanted.id).get()
    assert answer["Location"] == reverse("console:request", args=[made.id])
    shown = agent.get(answer["Location"]).content.decode()
    assert (f"{made.number} is split from {wanted.number}." in shown, "Split from" in shown) == (True, True)


def test_the_customers_other_requests_are_offered_to_tie_and_untied_on_the_page(client_of, wanted, twin):
    agent = client_of("agent")
    form = agent.get(reverse("console:request_tie", args=[wanted.id])).context["form"]
    assert [number for number, _label in form.fields["likely"].choices] == [twin.number]
    assert post(agent, "request_tie", wanted, likely=twin.number, kind="related").status_code == 302
    assert RequestLink.objects.count() == 1
    shown = agent.get(reverse("console:request", args=[wanted.id])).content.decode()
    assert reverse("console:request_untie", args=[wanted.id, twin.id]) in shown
    assert post(agent, "request_untie", wanted, twin.id).status_code == 302
    assert RequestLink.objects.count() == 0


def test_a_number_that_does_not_exist_comes_back_with_the_sentence(client_of, wanted):
    answer = post(client_of("agent"), "request_tie", wanted, into="SR-1", kind="related")
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == ["There is no request SR-1, or you may not see it."]


def test_the_form_to_merge_offers_what_is_open_and_says_what_happens(client_of, wanted, twin):
    shown = client_of("agent").get(reverse("console:request_move", args=[wanted.id, "merge"]))
    assert [number for number, _label in shown.context["form"].fields["likely"].choices] == [twin.number]
    assert f"{wanted.number} ends here; the other request goes on" in shown.content.decode()
    answer = post(client_of("agent"), "request_move", wanted, "merge", likely=twin.number)
    assert (answer.status_code, ServiceRequest.objects.get(pk=wanted.id).merged_into) == (302, twin)


def test_watching_is_switched_on_and_off(client_of, wanted):
    agent = client_of("agent")
    post(agent, "request_watch", wanted, watch="1")
    assert agent.get(reverse("console:request", args=[wanted.id])).context["watched"] is True
    post(agent, "request_watch", wanted, watch="0")
    assert RequestWatcher.objects.count() == 0


def test_those_who_watch_are_shown(client_of, actor_of, user_of, wanted, at):
    watch_request(actor_of("manager"), wanted, at=at)
    watching = client_of("agent").get(reverse("console:request", args=[wanted.id])).context["watching"]
    assert watching == [(user_of("manager").id, user_of("manager").name)]


def test_whoever_else_is_here_is_told_and_that_they_write(client_of, user_of, wanted, frozen):
    agent, manager = client_of("agent"), client_of("manager")
    assert post(agent, "request_here", wanted).content.decode().strip() == ""
    looking = post(manager, "request_here", wanted).content.decode()
    post(agent, "request_here", wanted, writing="1")
    writing = post(manager, "request_here", wanted).content.decode()
    name = user_of("agent").name
    assert (f"{name} is looking at this too" in looking, f"{name} is writing" in writing) == (True, True)
    frozen.shift(41)
    assert name not in post(manager, "request_here", wanted).content.decode()


def test_a_stale_form_says_who_changed_what_and_keeps_what_was_typed(client_of, actor_of, user_of, wanted, at):
    agent = client_of("agent")
    form = agent.get(reverse("console:request_change", args=[wanted.id]))
    date = localtime(form.context["form"].initial["required_at"])
    given = {"title": "空调有异响", "priority": "3", "required_at": f"{date:%Y-%m-%dT%H:%M}"}
    given["seen"] = form.context["seen"]
    change_request(actor_of("manager"), wanted, title="空调漏水", at=at)
    held = post(agent, "request_change", wanted, **given)
    assert held.status_code == 422
    told = held.context["form"].non_field_errors()[0]
    assert told.startswith(f"Since you opened this: {user_of('manager').name} changed the request (")
    assert 'value="空调有异响"' in held.content.decode()
    assert ServiceRequest.objects.get(pk=wanted.id).title == "空调漏水"


def test_what_is_around_names_duplicates_and_how_often_the_customer_came(client_of, wanted, twin):
    shown = client_of("agent").get(reverse("console:request_around", args=[wanted.id]))
    assert list(shown.context["duplicates"]) == [twin]
    assert (shown.context["customer_record"].requests, shown.context["customer_record"].satisfaction) == ("2", None)


def test_an_assignment_just_made_can_be_taken_back(client_of, wanted, at):
    engineer, dispatcher = make.engineer(at), client_of("dispatcher")
    post(dispatcher, "request_move", wanted, "assign", engineer=str(engineer.id))
    shown = dispatcher.get(reverse("console:request", args=[wanted.id])).content.decode()
    back = reverse("console:request_move", args=[wanted.id, "withdraw"])
    assert f'<a href="{back}?slip=1" data-dialog>Take back</a>' in shown
    assert "It was a slip." in dispatcher.get(f"{back}?slip=1").content.decode()


def test_the_time_of_a_promise_is_drawn_whole_with_its_pauses(client_of, wanted, actor_of, frozen, at):
    rest = {"reason": "customer", "until": later(at, days=1)}
    suspend_request(actor_of("agent"), wanted, at=later(at, hours=1), **rest)
    frozen.move_to(later(at, hours=3))
    bar = client_of("agent").get(reverse("console:request_why", args=[wanted.id, "resolution"])).context["bar"]
    assert round(sum(one.width for one in bar.stretches)) == 1000
    assert [(one.kind, one.x, one.width) for one in bar.stretches] == [
        ("working", 0, 333.33),
        ("paused", 333.33, 666.67),
    ]
    assert "Waiting for the customer" in bar.stretches[1].words
    assert bar.marks == []
