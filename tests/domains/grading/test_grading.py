"""Rules grade customers: like a slow count, once, beside what was given by hand, and they tell why."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from tests.domains.grading.bought import bought, slowly, some_customers
from tests.make import HOUSE, customer, later

from aftercare.domains.customers.actions import (
    add_grade,
    add_tag,
    change_customer,
    end_override,
    override_grade,
)
from aftercare.domains.customers.models import Customer
from aftercare.domains.grading.actions import begin_pass, grade_chunk, grade_customers, set_rules
from aftercare.domains.grading.errors import RuleUnreadable, UnknownTarget, WindowOutOfBounds
from aftercare.domains.grading.language import read_rules, written
from aftercare.domains.grading.models import GradingRules, Standing
from aftercare.domains.grading.queries import (
    active_rules,
    borders_of_all,
    explained,
    facts_of,
    kept_borders,
    standing_of,
    targets,
    what_would_change,
)
from aftercare.domains.grading.rules import Condition, Rule, Rules, months_before, score
from aftercare.kit.actor import system
from aftercare.kit.errors import Stale
from aftercare.kit.jobs import run_queued
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def vip(at):
    return add_grade(HOUSE, code="gold", name="金牌", rank=1, at=at)


@pytest.fixture
def plain_grade(at):
    return add_grade(HOUSE, code="plain", name="普通客户", rank=9, at=at)


@pytest.fixture
def rules(vip):
    return Rules(12, (Rule(str(vip.id), (Condition("spent", "least", Decimal(20000)),)),))


def grade_of(one: Customer) -> str | None:
    return Customer.objects.values_list("grade__code", flat=True).get(pk=one.pk)


@pytest.mark.parametrize("seed", range(5))
def test_facts_of_a_chunk_are_those_of_a_slow_count(at, seed):
    people, since = some_customers(at, Random(seed), 12), months_before(at, 12)
    facts = facts_of([one.id for one in people], months=12, borders=borders_of_all(months=12, at=at), at=at)
    for one in people:
        told = facts[one.id]
        expected = slowly(one, at, since)
        assert {name: told[name] for name in expected} == expected


@pytest.mark.parametrize("seed", range(3))
def test_any_customers_get_what_the_rules_say_of_each_and_a_second_walk_changes_nobody(at, vip, plain_grade, seed):
    people = some_customers(at, Random(seed), 12)
    wanted = Rules(
        12,
        (Rule(str(vip.id), (Condition("spent", "least", Decimal(9000)),)), Rule(str(plain_grade.id))),
    )
    set_rules(HOUSE, rules=wanted, at=at)
    run_queued()
    judged = [(one, slowly(one, at, months_before(at, 12))["spent"] >= 9000) for one in people]
    ids = [one.id for one in people]
    grade_customers(HOUSE, ids=ids, at=at)
    assert [grade_of(one) for one, _rich in judged] == ["gold" if rich else "plain" for _one, rich in judged]
    assert grade_customers(HOUSE, ids=ids, at=at) == 0


def test_a_line_is_read_in_either_language_and_written_back(vip):
    ids, names = targets(type(vip))
    said = "金牌 when spent ≥ 20000 and days since order ≤ 180"
    read = read_rules("\n金牌 当 spent >= 20,000 且 days_since_order ≤ 180\n", ids, "grades")
    assert (
        read
        == read_rules(said, ids, "grades")
        == read_rules("gold: spent >= 20000; days since order <= 180", ids, "grades")
    )
    assert written(read, names) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gold", None),
        ("platinum when spent ≥ 1", "Line 1: “platinum” is not understood"),
        ("gold when\n\ngold when colour ≥ 1", "Line 1: “gold when” is not understood"),
        ("\ngold when colour ≥ 1", "Line 2: “colour ≥ 1” is not understood"),
        ("gold when spent ≥ ,", "Line 1: “spent ≥ ,” is not understood"),
    ],
)
def test_a_line_that_is_no_rule_is_named(vip, text, said):
    ids, _names = targets(type(vip))
    if said is None:
        assert read_rules(text, ids, "grades") == (Rule(str(vip.id)),)
        return
    with pytest.raises(RuleUnreadable) as refused:
        read_rules(text, ids, "grades")
    assert refused.value.errors["grades"].startswith(said)


def test_a_customer_is_graded_and_the_file_and_the_ledger_say_why(at, rules, vip):
    one = customer(at)
    bought(at, one, days_ago=10, total="23400")
    set_rules(HOUSE, rules=rules, at=at)
    assert grade_customers(HOUSE, ids=[one.id], at=at) == 1
    assert grade_of(one) == "gold"
    assert explained(HOUSE, standing_of(one)) == ["spent 23400, needs ≥ 20000: met"]
    fact = LedgerEntry.objects.get(kind="customer.graded")
    assert fact.data == {"grade_id": str(vip.id), "rules": 1, "by_hand": False, "reasons": ["spent>=20000:23400"]}


def test_what_was_bought_is_told_to_whoever_may_see_orders(at, vip, actor_of):
    one = customer(at)
    bought(at, one, days_ago=10, total="23400")
    conditions = (Condition("spent", "least", Decimal(20000)), Condition("devices", "most", Decimal(5)))
    set_rules(HOUSE, rules=Rules(12, (Rule(str(vip.id), conditions),)), at=at)
    grade_customers(HOUSE, ids=[one.id], at=at)
    standing = standing_of(one)
    assert explained(actor_of("manager"), standing)[0] == "spent 23400, needs ≥ 20000: met"
    assert explained(actor_of("engineer"), standing) == [
        "devices 0, needs ≤ 5: met",
        "What was bought counts too; it is shown to whoever may see orders.",
    ]


def test_what_no_longer_earns_the_grade_loses_it_and_a_grade_given_otherwise_stays(at, rules, vip, plain_grade):
    one, other = customer(at), customer(at, name="李梅", phone="13800138001")
    change_customer(HOUSE, other, grade=plain_grade, at=at)
    bought(at, one, days_ago=10, total="20000")
    set_rules(HOUSE, rules=rules, at=at)
    grade_customers(HOUSE, ids=[one.id, other.id], at=at)
    assert (grade_of(one), grade_of(other)) == ("gold", "plain")
    grade_customers(HOUSE, ids=[one.id, other.id], at=later(at, days=400))
    assert (grade_of(one), grade_of(other)) == (None, "plain")


def test_an_override_keeps_its_grade_and_gives_back_what_the_rules_say(at, rules, plain_grade):
    one = customer(at)
    override_grade(HOUSE, one, grade=plain_grade, reason="试用", until=later(at, days=9), at=at)
    bought(at, one, days_ago=10, total="30000")
    set_rules(HOUSE, rules=rules, at=at)
    assert grade_customers(HOUSE, ids=[one.id], at=at) == 1
    assert grade_of(one) == "plain"
    assert grade_customers(HOUSE, ids=[one.id], at=at) == 0
    end_override(HOUSE, one, at=later(at, days=1))
    assert grade_of(one) == "gold"


def test_rules_take_off_the_tags_they_put_on_and_no_others(at):
    rich, known = (add_tag(HOUSE, name=name, at=at) for name in ("高价值", "老客户"))
    one, other = customer(at), customer(at, name="李梅", phone="13800138001", tags=[rich, known])
    for each in (one, other):
        bought(at, each, days_ago=10, total="500")
    wanted = Rules(12, (), (Rule(str(rich.id), (Condition("spent", "least", Decimal(100)),)),))
    set_rules(HOUSE, rules=wanted, at=at)
    grade_customers(HOUSE, ids=[one.id, other.id], at=at)
    assert [tag.name for tag in one.tags.all()] == ["高价值"]
    grade_customers(HOUSE, ids=[one.id, other.id], at=later(at, days=400))
    assert (one.tags.count(), sorted(tag.name for tag in other.tags.all())) == (0, ["老客户", "高价值"])


def test_stale_rules_are_refused_and_the_same_again_make_no_version(at, rules, vip):
    first = set_rules(HOUSE, rules=rules, expected=0, at=at)
    assert set_rules(HOUSE, rules=rules, expected=1, at=at) == first
    with pytest.raises(Stale):
        set_rules(HOUSE, rules=Rules(6, rules.grades), expected=0, at=at)
    second = set_rules(HOUSE, rules=Rules(6, rules.grades), expected=1, reason="半年", at=at)
    assert (active_rules(), second.version, GradingRules.objects.count()) == (second, 2, 2)
    assert LedgerEntry.objects.get(subject_id=second.id).data == {"number": 2, "fields": ["window_months"]}


def test_rules_that_name_nothing_are_refused(at, vip):
    for wanted, refused in [
        (Rules(0), WindowOutOfBounds),
        (Rules(12, (Rule("platinum"),)), UnknownTarget),
        (Rules(12, (Rule(str(vip.id), (Condition("colour", "least", Decimal(1)),)),)), UnknownTarget),
    ]:
        with pytest.raises(refused):
            set_rules(HOUSE, rules=wanted, at=at)
    assert active_rules() is None


def test_a_preview_tells_who_would_move_and_writes_nothing(at, rules, vip):
    one, _other = customer(at), customer(at, name="李梅", phone="13800138001")
    bought(at, one, days_ago=10, total="20000")
    seen = what_would_change(rules, at=at)
    assert (seen.looked_at, seen.changed, list(seen.counts)) == (2, 1, [(None, vip.id, 1)])
    assert [(move.customer, move.before_id, move.after_id) for move in seen.sample] == [(one, None, vip.id)]
    assert (grade_of(one), Standing.objects.count(), GradingRules.objects.count()) == (None, 0, 0)


def test_a_preview_tells_tags_and_leaves_out_what_the_rules_in_force_do(at, rules, vip):
    one = customer(at)
    bought(at, one, days_ago=10, total="20000")
    set_rules(HOUSE, rules=rules, at=at)  # nobody is judged by them yet
    same = what_would_change(rules, at=at)
    assert (same.looked_at, same.changed, list(same.counts), list(same.tags)) == (1, 0, [], [])
    big, old = add_tag(HOUSE, name="大客户", at=at), add_tag(HOUSE, name="旧", at=at)
    buys = (Condition("spent", "least", Decimal(1)),)
    more = Rules(rules.window_months, rules.grades, (*rules.tags, Rule(str(big.id), buys)))
    seen = what_would_change(more, at=at)
    assert (seen.changed, list(seen.counts), list(seen.tags)) == (1, [], [(big.id, 1, 0)])
    assert [(move.gained, move.lost) for move in seen.sample] == [(frozenset({big.id}), frozenset())]
    set_rules(HOUSE, rules=more, at=at)
    one.tags.add(old)
    grade_customers(system("grading"), ids=[one.id], at=at)
    assert list(what_would_change(rules, at=at).tags) == [(big.id, 0, 1)]


def test_buyers_are_parted_into_five_and_equal_values_score_alike(at):
    people = [customer(at, name=f"客户{n}", phone=f"1380013{n:04}") for n in range(11)]
    for n, one in enumerate(people[:10]):
        bought(at, one, days_ago=100 - n, total=str(100 * (n + 1)))
    set_rules(HOUSE, rules=Rules(12), at=at)
    walk = begin_pass(system("grading"), at=at)
    facts = facts_of([one.id for one in people], months=12, borders=kept_borders(walk), at=at)
    assert [facts[one.id]["monetary_score"] for one in people] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, None]
    assert [facts[one.id]["recency_score"] for one in people] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, None]
    assert [facts[one.id]["frequency_score"] for one in people] == [1] * 10 + [None]
    assert score(3, []) is None


def test_a_walk_that_a_newer_follows_ends(at, rules):
    one = customer(at)
    bought(at, one, days_ago=1, total="20000")
    set_rules(HOUSE, rules=rules, at=at)
    first = begin_pass(HOUSE, at=at)
    second = begin_pass(HOUSE, at=at)
    assert grade_chunk(HOUSE, walk_id=first.id, after=None, at=at) == 0
    assert (grade_of(one), grade_chunk(HOUSE, walk_id=second.id, after=None, at=at), grade_of(one)) == (None, 1, "gold")


def test_months_end_on_their_last_day(at):
    assert months_before(at.replace(month=3, day=31), 1).day == 28
    assert months_before(at, 12) == at - timedelta(days=365)


@pytest.mark.parametrize("name", ["当日客户", "A: 重点", "Call when late", "VIP，海外"])
def test_a_name_that_holds_a_word_of_the_language_is_read_as_it_is_written(name):
    made = (Rule("1", (Condition("spent", "least", Decimal(5)),)), Rule("1"))
    said = written(made, {"1": name})
    assert read_rules(said, {name.lower(): "1"}, "grades") == made
