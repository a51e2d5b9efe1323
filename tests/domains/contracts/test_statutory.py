"""What the law gives: which rule fits a device, and until when each right holds."""

from datetime import date

import pytest
from tests.make import HOUSE

from aftercare.domains.contracts.actions import add_statutory_rule, change_statutory_rule
from aftercare.domains.contracts.models import StatutoryRule
from aftercare.domains.contracts.queries.statutory import statutory_rights
from aftercare.domains.contracts.statutory import Periods, rights
from aftercare.domains.contracts.statutory_sets import SETS
from aftercare.kit.errors import NotAllowed

PCS = Periods("微型计算机三包规定", 7, 15, 12, 24)
SOLD = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("on", "kinds"),
    [
        (date(2026, 2, 28), []),
        (date(2026, 3, 1), ["refund", "exchange", "repair", "main_parts"]),
        (date(2026, 3, 8), ["refund", "exchange", "repair", "main_parts"]),
        (date(2026, 3, 9), ["exchange", "repair", "main_parts"]),
        (date(2026, 3, 16), ["exchange", "repair", "main_parts"]),
        (date(2026, 3, 17), ["repair", "main_parts"]),
        (date(2027, 3, 1), ["repair", "main_parts"]),
        (date(2027, 3, 2), ["main_parts"]),
        (date(2028, 3, 2), []),
    ],
)
def test_each_right_holds_through_its_last_day(on: date, kinds: list[str]):
    assert [one.kind for one in rights(PCS, SOLD, on)] == kinds


def test_a_period_of_nothing_gives_no_right():
    assert rights(Periods("x", 0, 0, 0, 0), SOLD, SOLD) == []


def test_every_set_to_begin_with_names_its_regulation_and_its_source():
    assert [one.code for one in SETS] == ["appliances", "microcomputers", "mobile-phones", "cars"]
    assert [(one.refund_days, one.exchange_days, one.repair_months, one.main_parts_months) for one in SETS] == [
        (7, 15, 12, 36),
        (7, 15, 12, 24),
        (7, 15, 12, 0),
        (7, 7, 36, 0),
    ]
    assert [one.source[-2:] for one in SETS] == ["施行"] * 4


@pytest.mark.django_db
def test_the_rule_of_the_nearest_category_is_told_in_a_sentence(tree, device, at):
    top, ac, _product = tree
    law = {"source": "1995-08-25", "refund_days": 7, "exchange_days": 15, "repair_months": 12}
    add_statutory_rule(HOUSE, name="家电", regulation="部分商品三包规定", categories=[top], at=at, **law)
    on = date(2026, 3, 10)
    assert [str(one) for one in statutory_rights(device, on=on)] == [
        "By law it is repaired free of charge until 1 Sep 2026 (部分商品三包规定)."
    ]
    nearer = add_statutory_rule(
        HOUSE, name="空调", regulation="空调规定", source="2020", categories=[ac], main_parts_months=36, at=at
    )
    assert [(one.kind, one.until, one.regulation) for one in statutory_rights(device, on=on)] == [
        ("main_parts", date(2028, 9, 1), "空调规定")
    ]
    change_statutory_rule(HOUSE, nearer, active=False, at=at)
    assert [one.kind for one in statutory_rights(device, on=on)] == ["repair"]


@pytest.mark.django_db
def test_who_may_not_manage_contracts_changes_no_law(tree, actor_of, at):
    rule = add_statutory_rule(HOUSE, name="家电", regulation="三包", source="1995", categories=[tree[0]], at=at)
    with pytest.raises(NotAllowed, match="it needs the right “change service levels, warranty and agreements”"):
        change_statutory_rule(actor_of("agent"), rule, refund_days=0, categories=[], at=at)
    kept = StatutoryRule.objects.get()
    assert (kept.version, list(kept.categories.all())) == (1, [tree[0]])
    changed = change_statutory_rule(HOUSE, rule, categories=[tree[1]], at=at)
    assert (changed.version, list(changed.categories.all())) == (2, [tree[1]])
