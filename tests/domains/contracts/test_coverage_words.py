"""What the decision says, to the word."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import translation

from aftercare.domains.contracts.coverage import (
    COSTS,
    AgreementFact,
    CoverageFacts,
    EntitlementFact,
    Offer,
    PartNamed,
    WarrantyFact,
    decide,
    overridden,
)
from aftercare.domains.contracts.coverage_words import sentences

ON = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def warranty(**changes) -> WarrantyFact:
    given = {
        "name": "Whole unit",
        "starts_on": date(2025, 1, 5),
    }
    offers = {
        "labour": Offer(100, date(2027, 1, 5)),
        "parts": Offer(50, date(2027, 1, 5)),
        "travel": Offer(100, date(2026, 1, 5)),
    }
    offers |= {cost: changes.pop(cost) for cost in COSTS if cost in changes}
    return WarrantyFact(**given | changes, offers=offers)


def agreement(**changes) -> AgreementFact:
    given = {
        "id": UUID(int=1),
        "number": "AG-2026-000001",
        "name": "Care",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "status": "active",
        "charging": "annual",
        "precedence": 100,
        "reach": "device",
        "percents": {"labour": 100, "parts": 100, "travel": 100},
    }
    return AgreementFact(**given | changes)


def told(*, warranties=(), agreements=(), with_device=True) -> list[str]:
    return sentences(decide(CoverageFacts(ON, with_device, tuple(warranties), tuple(agreements))))


def test_a_warranty_pays_what_it_promised_until_its_last_day():
    assert told(warranties=[warranty()]) == [
        "“Whole unit” pays 100 % of labour until 5 Jan 2027.",
        "“Whole unit” pays 50 % of parts until 5 Jan 2027.",
        "Travel is charged.",
        "“Whole unit” paid travel until 5 Jan 2026.",
        "The customer has no agreement in force.",
    ]


def test_an_agreement_pays_what_the_warranty_leaves():
    assert told(warranties=[warranty()], agreements=[agreement()]) == [
        "“Whole unit” pays 100 % of labour until 5 Jan 2027.",
        "“AG-2026-000001 Care” pays 100 % of parts until 31 Dec 2026.",
        "“AG-2026-000001 Care” pays 100 % of travel until 31 Dec 2026.",
        "Agreement AG-2026-000001 is in force until 31 Dec 2026.",
    ]


def test_what_nobody_pays_is_named():
    nothing = warranty(travel=Offer(0, date(2027, 1, 5)))
    assert told(warranties=[nothing], agreements=[agreement(percents={"labour": 100, "parts": 0, "travel": 0})])[
        3:
    ] == [
        "“Whole unit” pays no travel.",
        "Agreement AG-2026-000001 is in force until 31 Dec 2026.",
        "“AG-2026-000001 Care” pays no travel.",
    ]


def test_the_warranty_of_a_part_counts_where_the_trouble_is_with_that_part():
    part = PartNamed(UUID(int=7), "Compressor")
    years = {
        "labour": Offer(0, date(2026, 3, 1)),
        "parts": Offer(100, date(2029, 3, 1)),
        "travel": Offer(0, date(2026, 3, 1)),
    }
    compressor = WarrantyFact("Compressor 5 years", date(2024, 3, 1), years, part=part)
    over = WarrantyFact("Whole unit", date(2024, 3, 1), dict.fromkeys(COSTS, Offer(100, date(2026, 3, 1))))
    visits = (EntitlementFact("visits", Decimal("2.00"), Decimal("1.00")),)
    gold = agreement(number="GOLD-12", percents={"labour": 0, "parts": 0, "travel": 100}, entitlements=visits)
    coverage = decide(CoverageFacts(ON, True, (over, compressor), (gold,)))
    assert (coverage.covered, coverage.by, coverage.whole, coverage.parts.percent) == (True, "warranty", False, 0)
    assert [coverage.share_for(part.id, cost).percent for cost in COSTS] == [0, 100, 100]
    assert sentences(coverage) == [
        "Labour is charged.",
        "Parts are charged.",
        "“GOLD-12 Care” pays 100 % of travel until 31 Dec 2026.",
        "Compressor: “Compressor 5 years” pays 100 % of parts until 1 Mar 2029.",
        "The warranty “Whole unit” ended on 1 Mar 2026.",
        "Agreement GOLD-12 is in force until 31 Dec 2026.",
        "Agreement GOLD-12 includes 2 visits; 1 left.",
        "“GOLD-12 Care” pays no labour.",
        "“GOLD-12 Care” pays no parts.",
    ]


def test_the_warranty_of_a_part_that_ended_says_until_when_it_paid():
    part = PartNamed(UUID(int=7), "Compressor")
    years = {
        "labour": Offer(100, date(2026, 3, 1)),
        "parts": Offer(100, date(2029, 3, 1)),
        "travel": Offer(0, date(2026, 3, 1)),
    }
    compressor = WarrantyFact("Compressor", date(2024, 3, 1), years, part=part)
    assert told(warranties=[compressor])[3:5] == [
        "Compressor: “Compressor” pays 100 % of parts until 1 Mar 2029.",
        "“Compressor” paid labour until 1 Mar 2026.",
    ]


def test_used_up_visits_leave_the_promise_and_take_the_pay():
    spent = agreement(entitlements=(EntitlementFact("visits", Decimal("4.00"), Decimal(4)),))
    coverage = decide(CoverageFacts(ON, True, (), (spent,)))
    assert (coverage.covered, coverage.by, coverage.agreement_id) == (False, "none", UUID(int=1))
    assert sentences(coverage)[-2:] == [
        "Agreement AG-2026-000001 is in force until 31 Dec 2026.",
        "All 4 visits of agreement AG-2026-000001 are used.",
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"status": "suspended"}, "Agreement AG-2026-000001 is suspended."),
        ({"status": "ended"}, "Agreement AG-2026-000001 ended on 31 Dec 2026."),
        ({"ends_on": date(2026, 3, 9)}, "Agreement AG-2026-000001 ended on 9 Mar 2026."),
        ({"starts_on": date(2026, 3, 11)}, "Agreement AG-2026-000001 begins on 11 Mar 2026."),
        ({"reach": ""}, "Agreement AG-2026-000001 does not cover this device."),
    ],
)
def test_an_agreement_that_does_not_count_says_why(changes, sentence: str):
    coverage = decide(CoverageFacts(ON, True, (), (agreement(**changes),)))
    assert (coverage.covered, coverage.agreement_id) == (False, None)
    assert sentences(coverage)[-1] == sentence


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"void_on": date(2026, 3, 10), "void_reason": "Opened by others."},
            "The warranty “Whole unit” is void since 10 Mar 2026: Opened by others.",
        ),
        ({"starts_on": date(2026, 3, 11)}, "The warranty “Whole unit” begins on 11 Mar 2026."),
        (
            {"labour": Offer(100, date(2026, 3, 9)), "parts": Offer(0, date(2027, 1, 5))},
            "The warranty “Whole unit” ended on 9 Mar 2026.",
        ),
    ],
)
def test_a_warranty_that_does_not_count_says_why(changes, sentence: str):
    coverage = decide(CoverageFacts(ON, True, (warranty(**changes),), ()))
    assert (coverage.covered, coverage.by) == (False, "none")
    assert sentences(coverage)[3] == sentence


def test_the_last_day_is_covered():
    assert decide(CoverageFacts(ON, True, (warranty(travel=Offer(100, ON)),), ())).travel.percent == 100


def test_without_a_device_the_sentences_say_so():
    assert told(with_device=False, agreements=[agreement(reach="")])[3:] == [
        "No device is named, so no warranty can be read.",
        "Agreement AG-2026-000001 covers certain devices; name the device to use it.",
    ]
    assert told()[3:] == [
        "The device carries no warranty, or no date is known from which one counts.",
        "The customer has no agreement in force.",
    ]


@pytest.mark.parametrize(
    ("charging", "sentence"),
    [
        ("per_call", "Agreement AG-2026-000001 charges each call."),
        ("time_and_material", "Agreement AG-2026-000001 charges time and material."),
    ],
)
def test_an_agreement_that_charges_says_how(charging: str, sentence: str):
    nothing = {"labour": 0, "parts": 0, "travel": 0}
    assert told(agreements=[agreement(charging=charging, percents=nothing)])[-1] == sentence


def test_a_decision_by_hand_stands_before_what_would_have_held():
    before = decide(CoverageFacts(ON, True, (), ()))
    after = overridden(before, {"labour": 100, "parts": 0, "travel": 50}, reason="Goodwill, second failure.")
    assert (after.covered, after.by, after.labour.percent, after.parts.percent, after.travel.percent) == (
        (True, "override", 100, 0, 50)
    )
    assert sentences(after)[:3] == [
        "Decided by hand: labour 100 %, parts 0 %, travel 50 %. Goodwill, second failure.",
        "By the rules alone it would be:",
        "Labour is charged.",
    ]
