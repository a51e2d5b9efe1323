"""The coverage decision equals a second, independent implementation over random terms.

`AFTERCARE_EXAMPLES` says how many random sets of terms are decided (300 unless told).
"""

import os
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domains.contracts.reference_coverage import decide_slowly

from aftercare.domains.contracts.coverage import (
    COSTS,
    WAYS,
    AgreementFact,
    Coverage,
    CoverageFacts,
    EntitlementFact,
    Offer,
    PartNamed,
    WarrantyFact,
    decide,
)
from aftercare.domains.contracts.coverage_words import SENTENCES, sentences

EXAMPLES = int(os.environ.get("AFTERCARE_EXAMPLES", "300"))
MANY = settings(max_examples=EXAMPLES * 2, deadline=None, database=None)
TODAY = date(2026, 3, 10)
PARTS = [PartNamed(UUID(int=1), "压缩机"), PartNamed(UUID(int=2), "主板")]
days = st.integers(-12, 12).map(lambda off: TODAY + timedelta(days=off))
percents = st.sampled_from([0, 30, 50, 100])


@st.composite
def warranties(draw):
    starts_on = draw(days)
    ends = [starts_on + timedelta(days=draw(st.integers(0, 15))) for _cost in range(3)]
    void_on = draw(st.none() | days)
    offers = {cost: Offer(draw(percents), end) for cost, end in zip(COSTS, ends, strict=True)}
    name = draw(st.sampled_from(["整机", "延保", "压缩机"]))
    part = draw(st.none() | st.sampled_from(PARTS))
    return WarrantyFact(name, starts_on, offers, void_on, "自行拆机" if void_on else "", part)


@st.composite
def entitlements(draw):
    kinds = draw(st.lists(st.sampled_from(["visits", "hours", "parts_value"]), unique=True))
    return tuple(EntitlementFact(kind, Decimal(4), Decimal(draw(st.sampled_from([0, 3, 4, 5])))) for kind in kinds)


@st.composite
def agreements(draw, number: int):
    starts_on = draw(days)
    reach = draw(st.sampled_from(["", *WAYS]))
    return AgreementFact(
        id=UUID(int=number),
        number=f"AG-{number}",
        name="保养",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=draw(st.integers(0, 15))),
        status=draw(st.sampled_from(["active", "active", "suspended", "ended"])),
        charging=draw(st.sampled_from(["free", "annual", "per_call", "time_and_material"])),
        precedence=draw(st.sampled_from([1, 100])),
        reach=reach,
        place="总部" if reach in ("site", "product") else "",
        percents={cost: draw(percents) for cost in ("labour", "parts", "travel")},
        entitlements=draw(entitlements()),
    )


@st.composite
def facts(draw):
    with_device = draw(st.booleans())
    carried = tuple(draw(st.lists(warranties(), max_size=4))) if with_device else ()
    held = tuple(draw(agreements(number)) for number in range(draw(st.integers(0, 3))))
    return CoverageFacts(TODAY, with_device, carried, held)


def plain(share_of):
    shares = {cost: share_of(cost) for cost in ("labour", "parts", "travel")}
    return {cost: (share.percent, share.until, share.source) for cost, share in shares.items()}


def seen(coverage: Coverage):
    better = {one.name: plain(one.share) for one in coverage.better}
    return coverage.covered, coverage.by, plain(coverage.share), coverage.agreement_id, better


@MANY
@given(facts())
def test_every_decision_equals_the_reference(given_facts: CoverageFacts):
    assert seen(decide(given_facts)) == decide_slowly(given_facts)


@MANY
@given(facts())
def test_every_decision_is_kept_whole_and_told_in_words(given_facts: CoverageFacts):
    coverage = decide(given_facts)
    assert Coverage.from_json(coverage.to_json()) == coverage
    told = sentences(coverage)
    assert len(told) == len(coverage.reasons) >= 4
    assert not [text for text in told if "%(" in text or "None" in text]
    assert {reason.code for reason in coverage.reasons} <= set(SENTENCES)


@MANY
@given(facts())
def test_the_order_in_which_facts_are_read_does_not_matter(given_facts: CoverageFacts):
    turned = CoverageFacts(
        given_facts.on, given_facts.with_device, given_facts.warranties[::-1], given_facts.agreements[::-1]
    )
    assert seen(decide(turned)) == seen(decide(given_facts))
