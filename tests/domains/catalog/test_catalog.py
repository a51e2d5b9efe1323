"""Products, parts and the words of service."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.make import HOUSE

from aftercare.domains.catalog.actions import (
    add_category,
    add_fault_code,
    add_incident_type,
    add_part,
    add_product,
    add_skill,
    change_part,
    change_product,
)
from aftercare.domains.catalog.errors import (
    BadDuration,
    BadSerialPattern,
    CodeOrNameMissing,
    CodeTaken,
    PriceWithoutCurrency,
    UnknownParts,
    UnknownSkills,
)
from aftercare.domains.catalog.models import Category, FaultCode, IncidentType, Part, Product
from aftercare.domains.catalog.policies import visible_parts, visible_products
from aftercare.domains.catalog.queries import categories_above, fault_codes, incident_types, searched, serial_fits
from aftercare.kit.changes import ExternalIdTaken
from aftercare.kit.errors import NotAllowed
from aftercare.kit.ledger import facts_of
from aftercare.kit.money import Money

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(at):
    """Appliances with air conditioners below."""
    top = add_category(HOUSE, code="appliances", name="家电", at=at)
    return top, add_category(HOUSE, code="ac", name="空调", parent=top, at=at)


def test_a_product_is_found_by_number_name_brand_and_sound(tree, at):
    made = add_product(
        HOUSE, number="KFR-35GW", name="壁挂式空调", brand="华安", category=tree[1], external_id="M-1", at=at
    )
    add_product(HOUSE, number="BCD-215", name="三门冰箱", at=at)
    for asked in ("kfr", "KFR35GW", "35gw", "空调", "huaan", "bgskt", "华安 壁挂"):
        assert list(searched(Product.objects.all(), asked)) == [made]
    assert searched(Product.objects.all(), "").count() == 2
    assert facts_of(made.ref).get().data == {"number": "KFR-35GW"}


def test_a_changed_name_is_found_and_the_old_one_no_more(at):
    made = add_product(HOUSE, number="X1", name="空调", at=at)
    change_product(HOUSE, made, name="除湿机", serial_pattern=r"X\d{3}", at=at)
    assert list(searched(Product.objects.all(), "除湿")) == [made]
    assert list(searched(Product.objects.all(), "空调")) == []
    assert facts_of(made.ref).last().data == {"fields": ["name", "serial_pattern"]}


def test_a_number_stands_for_one_product(at):
    add_product(HOUSE, number="X1", name="空调", at=at)
    with pytest.raises(CodeTaken, match="“X1” already stands for 空调; choose another code, or change that one."):
        add_product(HOUSE, number=" X1 ", name="冰箱", at=at)
    with pytest.raises(CodeOrNameMissing, match="A code and a name are needed; “X2” and “ ” were given."):
        add_product(HOUSE, number="X2", name=" ", at=at)
    assert Product.objects.count() == 1


def test_a_serial_pattern_is_a_regular_expression_for_the_whole_number(at):
    with pytest.raises(BadSerialPattern, match=r"“HA\(” is not a regular expression: .*Write it like HA\\d\{8\}."):
        add_product(HOUSE, number="X1", name="空调", serial_pattern="HA(", at=at)
    made = add_product(HOUSE, number="X1", name="空调", serial_pattern=r"HA\d{4}", at=at)
    assert [serial_fits(made, serial) for serial in ("HA1234", "HA12345", "xHA1234")] == [True, False, False]


def test_a_part_has_a_price_in_a_currency_or_none(at):
    part = add_part(HOUSE, number="FUSE-3A", name="保险丝", unit_price=Decimal("1.50"), currency="CNY", at=at)
    assert part.price == Money(Decimal("1.50"), "CNY")
    assert add_part(HOUSE, number="CAP-1", name="电容", at=at).price is None
    for price in ({"unit_price": Decimal(1)}, {"currency": "CNY"}, {"unit_price": Decimal(-1), "currency": "CNY"}):
        with pytest.raises(PriceWithoutCurrency, match="A price needs an amount of at least 0 and a currency"):
            add_part(HOUSE, number="X", name="板", at=at, **price)
    with pytest.raises(PriceWithoutCurrency):
        change_part(HOUSE, part, currency="", at=at)
    assert Part.objects.count() == 2


@pytest.mark.parametrize("price", [{"unit_price": None}, {"currency": ""}, {"unit_price": Decimal(-1)}])
def test_the_database_itself_keeps_price_and_currency_together(at, price):
    add_part(HOUSE, number="FUSE-3A", name="保险丝", unit_price=Decimal("1.50"), currency="CNY", at=at)
    with pytest.raises(IntegrityError, match="part_price_has_currency"), transaction.atomic():
        Part.objects.update(**price)


def test_an_external_id_stands_for_one_part(at):
    add_part(HOUSE, number="FUSE-3A", name="保险丝", external_id="ERP-9", at=at)
    other = add_part(HOUSE, number="CAP-1", name="电容", at=at)
    with pytest.raises(ExternalIdTaken, match="The external id “ERP-9” already belongs to 保险丝; change that one"):
        change_part(HOUSE, other, external_id="ERP-9", at=at)
    other.refresh_from_db()
    assert other.external_id is None


def test_codes_fit_their_category_all_below_it_and_all_products_and_every_one_where_none_is_known(tree, at):
    top, ac = tree
    kitchen = add_category(HOUSE, code="kitchen", name="厨电", parent=top, at=at)
    for code, category in (("S1", None), ("S2", top), ("S3", ac), ("S4", kitchen)):
        add_fault_code(HOUSE, kind="symptom", code=code, name="异响", category=category, at=at)
    add_fault_code(HOUSE, kind="cause", code="C1", name="缺氟", at=at)
    assert [code.code for code in fault_codes("symptom", ac)] == ["S1", "S2", "S3"]
    assert [code.code for code in fault_codes("symptom", None)] == ["S1", "S2", "S3", "S4"]
    assert categories_above(ac) == [ac.id, top.id]
    assert categories_above(None) == []


def test_the_same_code_may_mean_another_thing_in_another_category_only(tree, at):
    add_fault_code(HOUSE, kind="error", code="E3", name="低压保护", category=tree[1], at=at)
    add_fault_code(HOUSE, kind="error", code="E3", name="通信故障", at=at)
    with pytest.raises(CodeTaken, match="“E3” already stands for E3 通信故障"):
        add_fault_code(HOUSE, kind="error", code="E3", name="其他", at=at)
    assert FaultCode.objects.count() == 2


def test_an_incident_type_asks_for_skills_and_parts_that_exist(tree, at):
    add_skill(HOUSE, code="refrigerant", name="制冷", needs_certificate=True, at=at)
    add_part(HOUSE, number="R32", name="制冷剂", at=at)
    given = {"code": "no_cooling", "name": "不制冷", "category": tree[1], "at": at}
    with pytest.raises(UnknownSkills, match="There are no skills magic, refrigerant, or their levels are not 1 to 5"):
        add_incident_type(HOUSE, skills={"refrigerant": 9, "magic": 1}, **given)
    with pytest.raises(UnknownParts, match="There are no parts R99, or their quantities are not above 0"):
        add_incident_type(HOUSE, parts=[{"part": "R99", "quantity": 1}], **given)
    with pytest.raises(BadDuration, match="Work takes from 1 to 1440 minutes, not 0; plan longer work"):
        add_incident_type(HOUSE, duration_minutes=0, **given)
    assert IncidentType.objects.count() == 0
    made = add_incident_type(
        HOUSE,
        skills={"refrigerant": 3},
        parts=[{"part": "R32", "quantity": 1}],
        checklist=[{"code": "pressure", "text": "测压力"}],
        duration_minutes=90,
        **given,
    )
    assert list(incident_types(tree[1])) == [made]
    assert list(searched(IncidentType.objects.all(), "制冷")) == [made]


def test_who_may_not_manage_the_catalog_changes_nothing(actor_of, at):
    with pytest.raises(NotAllowed, match="it needs the right “change products, parts and codes”"):
        add_category(actor_of("agent"), code="ac", name="空调", at=at)
    assert Category.objects.count() == 0


def test_a_stranger_sees_no_catalog(actor_of, at):
    product, part = add_product(HOUSE, number="X1", name="空调", at=at), add_part(HOUSE, number="P1", name="板", at=at)
    assert list(visible_products(actor_of("agent"))) == [product]
    assert list(visible_parts(actor_of("keeper"))) == [part]
    assert list(visible_products(actor_of("stranger"))) == []
    assert list(visible_parts(actor_of("stranger"))) == []
