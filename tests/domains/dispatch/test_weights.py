"""The numbers of the choice: set by those who may, in versions that decisions name, and looked at before they count."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.domains.dispatch.decided import decide, decided
from tests.make import HOUSE, engineer, later, request

from aftercare.domains.accounts.actions import create_unit
from aftercare.domains.accounts.queries import root_unit
from aftercare.domains.dispatch.actions import assign_by_hand, auto_assign, set_weights
from aftercare.domains.dispatch.decision import Choice
from aftercare.domains.dispatch.errors import UnknownWeights, WeightsOutOfBounds
from aftercare.domains.dispatch.models import Decision, WeightSet
from aftercare.domains.dispatch.policies import may_view_weights
from aftercare.domains.dispatch.queries import active_weights, weights_of, what_would_change
from aftercare.domains.dispatch.weights import Weights
from aftercare.kit.errors import NotAllowed, Stale
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


def test_each_change_is_a_set_of_its_own_and_the_ledger_says_what_differs(actor_of, at):
    manager = actor_of("manager")
    first = set_weights(manager, values={"continuity": 40}, reason="熟客要熟人", at=at)
    second = set_weights(manager, values={"continuity": 40, "lateness": [90, 40, 20, 10]}, at=at)
    assert [(made.version, made.reason) for made in (first, second)] == [(1, "熟客要熟人"), (2, "")]
    assert weights_of(active_weights()) == Weights(continuity=40, lateness=(90, 40, 20, 10))
    (fact,) = facts_of(second.ref)
    assert (fact.kind, fact.actor_id, fact.at) == ("weight_set.changed", manager.id, at)
    assert fact.data == {"number": 2, "fields": ["lateness"]}


def test_the_ready_made_numbers_come_back_by_giving_none(at):
    set_weights(HOUSE, values={"continuity": 40}, at=at)
    assert weights_of(set_weights(HOUSE, values={}, at=at)) == Weights()
    assert list(WeightSet.objects.order_by("id").values_list("version", flat=True)) == [1, 2]


def test_the_same_numbers_again_make_no_new_set(at):
    made = set_weights(HOUSE, values={"continuity": 40}, at=at)
    assert set_weights(HOUSE, values={"continuity": 40.0}, expected=1, at=at) == made
    assert (WeightSet.objects.count(), facts_of(made.ref).count()) == (1, 1)


def test_numbers_that_cannot_be_used_are_refused_by_name(at):
    given = {"continuity": -1, "lateness": [1, 2, 3], "nearby_jobs_counted": 2.5, "outside_territory_refused": 0.5}
    with pytest.raises(WeightsOutOfBounds) as caught:
        set_weights(HOUSE, values=given, at=at)
    assert {name: str(said) for name, said in caught.value.errors.items()} == {
        "continuity": "The weight continuity is -1; it must be from 0 to 120.",
        "lateness": "The weight lateness must be four numbers, one for each priority.",
        "nearby_jobs_counted": "The weight nearby_jobs_counted is 2.5; it must be a whole number.",
        "outside_territory_refused": "The weight outside_territory_refused is 0.5; it must be a whole number.",
    }
    with pytest.raises(UnknownWeights) as unknown:
        set_weights(HOUSE, values={"charm": 3}, at=at)
    said = "There are no weights called charm; leave them out, or correct the names."
    assert (str(unknown.value), WeightSet.objects.count()) == (said, 0)


def test_who_set_others_meanwhile_is_not_overruled_unseen(at):
    set_weights(HOUSE, values={"continuity": 40}, expected=0, at=at)
    with pytest.raises(Stale):
        set_weights(HOUSE, values={"continuity": 60}, expected=0, at=at)
    assert weights_of(active_weights()).continuity == 40
    set_weights(HOUSE, values={"continuity": 60}, expected=1, at=at)
    assert weights_of(active_weights()).continuity == 60


def test_they_are_set_for_the_whole_company_or_not_at_all(actor_of, at):
    east = create_unit(HOUSE, code="east", name="华东", parent=root_unit(), at=at)
    for person in (actor_of("manager", node=east, name="outsider"), actor_of("dispatcher"), actor_of("agent")):
        with pytest.raises(NotAllowed):
            set_weights(person, values={"continuity": 40}, at=at)
    assert WeightSet.objects.count() == 0
    assert [may_view_weights(actor_of(role)) is True for role in ("dispatcher", "analyst", "manager", "agent")] == [
        True,
        True,
        True,
        False,
    ]


def test_decisions_name_the_numbers_they_were_made_by(at):
    (early,) = decided(at)
    made = set_weights(HOUSE, values={"continuity": 40}, at=at)
    (late,) = decide(later(at, hours=3), early.customer, 1)
    by_hand = assign_by_hand(HOUSE, request(at, customer_=early.customer), engineer=engineer(at, code="C"), at=at)
    found = {one.request_id: one for one in Decision.objects.select_related("weights")}
    assert [found[one.id].weights for one in (early, late, by_hand)] == [None, made, made]
    parts = Choice.from_json(found[late.id].record).chosen.parts
    assert [part.minutes for part in parts if part.code == "continuity"] == [-40.0]


def test_a_look_ahead_tells_whom_the_latest_choices_would_have_fallen_on_and_writes_nothing(at):
    first, second = decided(at, 2)
    told = what_would_change(Weights(continuity=0))
    assert (told.looked_at, told.since, told.already, told.by_hand, told.unseen) == (2, at, 0, "0", ())
    names = dict(Decision.objects.values_list("engineer_id", "engineer__name"))
    assert [(each.request_id, names[each.then_id]) for each in told.differences] == [
        (second.id, "甲"),
        (first.id, "甲"),
    ]
    assert told.differences[0].why.sentence() == (
        "15 minutes behind then, even with these weights; the one with less planned that day goes, "
        "or the first in fixed order."
    )
    assert what_would_change(Weights(continuity=60)).differences == ()
    assert (WeightSet.objects.count(), Decision.objects.count()) == (0, 2)


def test_what_the_numbers_in_force_would_decide_otherwise_is_told_apart(at):
    decided(at, 2)
    set_weights(HOUSE, values={"continuity": 0}, at=at)
    told = what_would_change(Weights(continuity=0, preferred=30))
    assert (len(told.differences), told.already) == (2, 2)
    assert what_would_change(Weights()).differences == ()


def test_choices_by_hand_are_counted_apart(at):
    (first,) = decided(at)
    for _ in range(2):
        assign_by_hand(HOUSE, request(at, customer_=first.customer), engineer=first.engineer, at=at)
    told = what_would_change(Weights(continuity=0, nearby_km=9))
    assert (told.looked_at, told.by_hand, told.unseen) == (1, "2", ("nearby_km",))


def test_without_choices_there_is_nothing_to_look_at(at):
    told = what_would_change(Weights(continuity=0))
    assert (told.looked_at, told.since, told.differences, told.by_hand) == (0, None, (), "0")


def test_a_look_ahead_asks_as_often_for_few_choices_and_for_many_and_reads_the_latest_only(at):
    decided(at)
    kept, asked = Decision.objects.get(), {}
    same = {"request_id": kept.request_id, "engineer_id": kept.engineer_id, "record": kept.record, "decided_at": at}
    for count in (1, 250):
        Decision.objects.bulk_create([Decision(**same) for _ in range(count)])
        with CaptureQueriesContext(connection) as made:
            told = what_would_change(Weights(continuity=0))
        asked[told.looked_at] = len(made)
    assert asked == {2: 3, 200: 3}


def test_the_latest_choices_are_found_by_their_index(at):
    decided(at)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    rows = Decision.objects.filter(by_hand=False).order_by("-id")[:200]
    assert "decision_by_rule" in rows.explain()


def test_a_choice_made_while_others_are_set_keeps_the_ones_it_was_made_by(at):
    (first,) = decided(at)
    made = set_weights(HOUSE, values={"continuity": 0}, at=at)
    given = auto_assign(HOUSE, request(at, customer_=first.customer), at=at)
    kept = Decision.objects.get(request=given)
    set_weights(HOUSE, values={}, at=at)
    kept.refresh_from_db()
    assert (kept.weights_id, given.engineer.name) == (made.id, "乙")
