"""A request is split, tied and untied."""

import pytest
from tests import make

from aftercare.domains.requests.actions import link_requests, merge_request, split_request, unlink_requests
from aftercare.domains.requests.errors import LinkStays, NotLinked
from aftercare.domains.requests.models import RequestLink, ServiceRequest
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted(at):
    return make.request(at, title="空调不制冷，遥控器也坏了")


def test_a_part_becomes_a_request_of_its_own_that_names_where_it_came_from(wanted, actor_of, at):
    made = split_request(actor_of("agent"), wanted, title="遥控器", kind="repair", description="按键失灵", at=at)
    kept = ServiceRequest.objects.get(pk=made.id)
    assert (kept.customer_id, kept.contact_id, kept.site_id) == (wanted.customer_id, wanted.contact_id, wanted.site_id)
    assert (kept.title, kept.description, kept.state) == ("遥控器", "按键失灵", "pending")
    assert list(RequestLink.objects.values_list("request", "other", "kind")) == [(made.id, wanted.id, "split_from")]
    assert facts_of(wanted.ref).get(kind="request.split").data["other"] == str(made.id)


def test_what_was_split_off_stays_tied(wanted, actor_of, at):
    made = split_request(actor_of("agent"), wanted, title="遥控器", kind="repair", at=at)
    with pytest.raises(LinkStays, match="that stays as it happened"):
        unlink_requests(actor_of("agent"), wanted, other=made, at=at)
    assert RequestLink.objects.count() == 1


def test_a_tie_is_untied_from_either_side(wanted, actor_of, at):
    other, agent = make.request(at, customer_=wanted.customer), actor_of("agent")
    link_requests(agent, wanted, other=other, at=at)
    unlink_requests(agent, other, other=wanted, at=at)
    assert RequestLink.objects.count() == 0
    assert facts_of(other.ref).last().data == {"other": str(wanted.id), "kind": "related"}
    with pytest.raises(NotLinked, match="are not linked"):
        unlink_requests(agent, wanted, other=other, at=at)


@pytest.mark.parametrize("kind", ["related", "duplicate"])
def test_a_tie_is_made_once_from_whichever_side(wanted, actor_of, at, kind):
    other, agent = make.request(at, customer_=wanted.customer), actor_of("agent")
    made = link_requests(agent, wanted, other=other, kind=kind, at=at)
    assert link_requests(agent, other, other=wanted, kind=kind, at=at) == made
    assert RequestLink.objects.count() == 1


def test_each_of_two_may_follow_up_the_other(wanted, actor_of, at):
    other, agent = make.request(at, customer_=wanted.customer), actor_of("agent")
    link_requests(agent, wanted, other=other, kind="follow_up", at=at)
    link_requests(agent, other, other=wanted, kind="follow_up", at=at)
    assert RequestLink.objects.count() == 2


def test_what_was_merged_stays_tied(wanted, actor_of, at):
    other, agent = make.request(at, customer_=wanted.customer), actor_of("agent")
    merged = merge_request(agent, other, into=wanted, at=at)
    with pytest.raises(LinkStays):
        unlink_requests(agent, merged, other=wanted, at=at)
    assert RequestLink.objects.count() == 1
