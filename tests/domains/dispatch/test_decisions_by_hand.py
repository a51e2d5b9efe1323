"""A decision by hand keeps the candidates as one of the rules does: whom they proposed, who went instead, and why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.make import HOUSE, customer, engineer, later, request

from aftercare.domains.dispatch.actions import assign_by_hand, auto_assign
from aftercare.domains.dispatch.decision import Choice
from aftercare.domains.dispatch.errors import FitsNoMore, ProposalChanged, UnknownProposal
from aftercare.domains.dispatch.models import Decision
from aftercare.domains.dispatch.proposals import Proposal
from aftercare.domains.dispatch.queries import candidates_for, latest_decision, words_of
from aftercare.domains.requests.actions import assign_request, start_request, withdraw_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.workforce.actions import record_absence
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(at):
    """甲 came to the customer before, so the rules propose them; 乙 did not."""
    first, second, served = engineer(at, name="甲", code="A"), engineer(at, name="乙", code="B"), customer(at)
    came = start_request(HOUSE, assign_request(HOUSE, request(at, customer_=served), engineer=first, at=at), at=at)
    withdraw_request(HOUSE, came, reason="改约", at=at)
    return first, second, served


def seen(wanted, at):
    """What a person is shown, carried as a page carries it."""
    slip = Proposal.of(wanted.id, candidates_for(wanted, at=at), at=at).slip()
    return Proposal.read(slip, request_id=wanted.id)


def test_who_was_proposed_and_who_went_instead_are_kept_with_every_candidate_and_the_words(known, at):
    first, second, served = known
    held = assign_by_hand(HOUSE, request(at, customer_=served), engineer=second, note="甲去培训了", at=at)
    kept = latest_decision(held)
    choice = Choice.from_json(kept.record, {first.id: "甲", second.id: "乙"})
    assert (kept.by_hand, kept.overridden, kept.engineer, kept.seen_at) == (True, True, second, None)
    assert choice.chosen.name == "甲"
    assert [(one.name, one.minutes_of("continuity")) for one in choice.candidates] == [("甲", -15.0), ("乙", 0.0)]
    assert words_of(held, kept) == "甲去培训了"


def test_the_ledger_tells_who_was_passed_over_and_nothing_where_it_is_the_same(known, at):
    first, second, served = known
    other = assign_by_hand(HOUSE, request(at, customer_=served), engineer=second, at=at)
    same = assign_by_hand(HOUSE, request(at, customer_=served), engineer=first, at=at)
    told = [facts_of(one.ref).get(kind="request.decided").data for one in (other, same)]
    assert (told[0]["proposed_id"], told[0]["overridden"]) == (str(first.id), True)
    assert ("proposed_id" in told[1], told[1].get("overridden", False)) == (False, False)


def test_the_list_is_that_of_the_moment_whatever_happens_after(known, at):
    first, second, served = known
    held = assign_by_hand(HOUSE, request(at, customer_=served), engineer=second, at=at)
    before = latest_decision(held).record
    record_absence(HOUSE, first, start_at=at, end_at=later(at, days=9), at=at)
    assert latest_decision(held).record == before
    assert [one["refused"] for one in before["candidates"]] == [[], []]


def test_a_decision_on_a_list_that_still_holds_keeps_when_it_was_seen(known, at):
    _first, second, served = known
    wanted = request(at, customer_=served)
    assign_by_hand(HOUSE, wanted, engineer=second, proposal=seen(wanted, at), at=later(at, seconds=40))
    assert (Decision.objects.get().seen_at, Decision.objects.get().decided_at) == (at, later(at, seconds=40))


def test_where_another_is_first_by_now_both_ways_of_assigning_are_refused(known, at):
    first, second, served = known
    wanted = request(at, customer_=served)
    shown = seen(wanted, at)
    record_absence(HOUSE, first, start_at=at, end_at=later(at, days=9), at=at)
    with pytest.raises(ProposalChanged) as refused:
        assign_by_hand(HOUSE, wanted, engineer=second, proposal=shown, at=at)
    assert str(refused.value).endswith(
        "the rules propose 乙 now, 甲 then. Look at it again; what you typed is kept, and sending again sends it."
    )
    with pytest.raises(ProposalChanged):
        auto_assign(HOUSE, wanted, proposal=shown, at=at)
    assert (ServiceRequest.objects.get(pk=wanted.pk).state, Decision.objects.count()) == ("pending", 0)
    assert auto_assign(HOUSE, wanted, proposal=seen(wanted, at), at=at).engineer == second
    assert Decision.objects.get().seen_at == at


def test_who_was_chosen_and_can_no_more_is_refused_once_and_sent_all_the_same_after(known, at):
    _first, second, served = known
    wanted = request(at, customer_=served)
    shown = seen(wanted, at)
    record_absence(HOUSE, second, start_at=at, end_at=later(at, days=90), at=at)
    with pytest.raises(FitsNoMore) as refused:
        assign_by_hand(HOUSE, wanted, engineer=second, proposal=shown, at=at)
    assert "can't any more: Absent for all working hours" in str(refused.value)
    assert ServiceRequest.objects.get(pk=wanted.pk).state == "pending"
    assert assign_by_hand(HOUSE, wanted, engineer=second, proposal=seen(wanted, at), at=at).engineer == second


def test_a_list_of_another_request_or_one_that_nobody_gave_out_is_refused(known, at):
    wanted, other = request(at, customer_=known[2]), request(at, customer_=known[2])
    slip = seen(wanted, at).slip()
    for given, asked in ((slip, other), (slip[:-1], wanted), ("", wanted)):
        with pytest.raises(UnknownProposal):
            Proposal.read(given, request_id=asked.id)
    assert Proposal.read(slip, request_id=wanted.id) == seen(wanted, at)


def test_an_assignment_asks_as_often_for_few_engineers_and_for_many(at):
    served, asked = customer(at), []
    for more in (2, 30):
        team = [engineer(at, code=f"{more}-{n}") for n in range(more)]
        for _ in range(2):  # the first of a process reads what is kept ready afterwards
            wanted = request(at, customer_=served)
            with CaptureQueriesContext(connection) as made:
                assign_by_hand(HOUSE, wanted, engineer=team[0], at=at)
        asked.append(len(made))
    assert asked == [33, 33]
