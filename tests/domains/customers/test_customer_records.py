"""Customers on record: made, changed, merged."""

import pytest
from tests.make import HOUSE, customer

from aftercare.domains.customers.actions import (
    add_contact,
    add_grade,
    add_site,
    add_tag,
    change_contact,
    change_customer,
    change_grade,
    change_site,
    merge_customer,
    register_customer,
    rename_tag,
)
from aftercare.domains.customers.errors import (
    AlreadyMerged,
    BadCoordinates,
    BadEmail,
    BadRegion,
    BadTimeZone,
    MergeIntoItself,
    NameMissing,
    TagTaken,
)
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.queries import (
    communications_of,
    default_contact,
    default_site,
    search_customers,
    standing,
)
from aftercare.kit.changes import ExternalIdTaken
from aftercare.kit.errors import NotAllowed
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


def test_a_name_and_a_phone_make_a_customer_with_a_contact(actor_of, at):
    agent = actor_of("agent")
    made = register_customer(agent, name=" 王  芳 ", phone="138 0013 8000", at=at)
    person = default_contact(made)
    assert (made.name, made.kind, made.name_key, made.registered_by) == ("王 芳", "person", "wang fang", agent.id)
    assert made.number.startswith("C-2026-")
    assert (person.name, person.phone, person.phone_written) == ("王 芳", "+8613800138000", "138 0013 8000")
    assert person.preferred is True
    assert [(fact.kind, fact.data["number"]) for fact in facts_of(made.ref)] == [("customer.registered", made.number)]


def test_a_company_without_phone_has_no_contact_yet(at):
    made = register_customer(HOUSE, name="华安电器", kind="company", at=at)
    assert made.contacts.count() == 0
    assert default_contact(made) is None


def test_a_name_of_signs_is_refused(at):
    with pytest.raises(NameMissing, match="A name is needed, and “ -- ” holds no letter."):
        register_customer(HOUSE, name=" -- ", at=at)
    assert Customer.objects.count() == 0


def test_a_bad_zone_or_address_is_refused_and_nobody_is_registered(at):
    with pytest.raises(BadTimeZone, match="There is no time zone “Asia/Peking”; write it like Asia/Shanghai."):
        register_customer(HOUSE, name="王芳", time_zone="Asia/Peking", at=at)
    with pytest.raises(BadEmail, match="“wang@” is not a mail address; write it like name@example.com."):
        register_customer(HOUSE, name="王芳", email="wang@", at=at)
    assert Customer.objects.count() == 0


def test_an_external_id_stands_for_one_customer(at):
    first = register_customer(HOUSE, name="王芳", external_id="ERP-1", at=at)
    with pytest.raises(
        ExternalIdTaken, match="The external id “ERP-1” already belongs to 王芳; change that one instead."
    ):
        register_customer(HOUSE, name="李雷", external_id="ERP-1", at=at)
    assert list(Customer.objects.values_list("id", flat=True)) == [first.id]


def test_an_engineer_registers_nobody(actor_of, at):
    with pytest.raises(NotAllowed, match="You may not do this: it needs the right “register customers”."):
        register_customer(actor_of("engineer"), name="王芳", at=at)
    assert Customer.objects.count() == 0


def test_a_change_names_its_fields_in_the_ledger(at):
    made = customer(at)
    vip = add_grade(HOUSE, code="vip", name="VIP", rank=1, at=at)
    changed = change_customer(HOUSE, made, name="王小芳", grade=vip, tags=[add_tag(HOUSE, name="高价值", at=at)], at=at)
    assert (changed.name, changed.name_key, changed.grade) == ("王小芳", "wang xiao fang", vip)
    assert facts_of(made.ref).last().data == {"fields": ["name", "grade", "tags"]}


def test_a_grade_and_a_tag_are_renamed_and_whoever_has_them_keeps_them(at, actor_of):
    vip, tag = add_grade(HOUSE, code="vip", name="VIP", rank=9, at=at), add_tag(HOUSE, name="高价值", at=at)
    made = change_customer(HOUSE, customer(at), grade=vip, tags=[tag], at=at)
    change_grade(HOUSE, vip, name=" 贵宾 ", rank=1, at=at)
    rename_tag(HOUSE, tag, name="大客户", at=at)
    made = Customer.objects.get(pk=made.pk)
    assert (made.grade.code, made.grade.name, made.grade.rank) == ("vip", "贵宾", 1)
    assert [one.name for one in made.tags.all()] == ["大客户"]
    told = [(fact.kind, fact.data["fields"]) for fact in (facts_of(vip.ref).last(), facts_of(tag.ref).last())]
    assert told == [("grade.changed", ["name", "rank"]), ("tag.changed", ["name"])]
    change_grade(HOUSE, vip, name="贵宾", at=at)
    rename_tag(HOUSE, tag, name="大客户", at=at)
    assert (facts_of(vip.ref).count(), facts_of(tag.ref).count()) == (2, 1)
    with pytest.raises(NotAllowed):
        rename_tag(actor_of("engineer"), tag, name="小客户", at=at)


def test_two_tags_never_bear_one_name(at):
    tag, other = add_tag(HOUSE, name="高价值", at=at), add_tag(HOUSE, name="学校", at=at)
    with pytest.raises(TagTaken, match="There is already a tag “学校”; choose another name."):
        rename_tag(HOUSE, tag, name="学校", at=at)
    assert [type(one).objects.get(pk=one.pk).name for one in (tag, other)] == ["高价值", "学校"]


def test_a_change_of_nothing_leaves_no_fact(at):
    made = customer(at)
    change_customer(HOUSE, made, name="王芳", at=at)
    assert facts_of(made.ref).count() == 1


def test_a_field_that_is_nobodys_to_change_is_a_bug(at):
    with pytest.raises(TypeError, match="These can't be changed: number."):
        change_customer(HOUSE, customer(at), number="C-1", at=at)


def test_the_latest_preferred_contact_takes_the_place(at):
    made = customer(at)
    son = add_contact(HOUSE, made, name="王伟", phone="13900139000", preferred=True, at=at)
    assert default_contact(made) == son
    assert Contact.objects.filter(preferred=True).count() == 1


def test_a_contact_changes_its_phone_and_its_form(at):
    person = default_contact(customer(at))
    change_contact(HOUSE, person, phone="139 0013 9000", at=at)
    person.refresh_from_db()
    assert (person.phone, person.phone_written) == ("+8613900139000", "139 0013 9000")
    assert facts_of(person.ref).last().data["fields"] == ["phone", "phone_written"]


def test_a_place_lies_on_earth_or_nowhere(at):
    made = customer(at)
    with pytest.raises(BadCoordinates, match="A place needs a latitude from -90 to 90 and a longitude"):
        add_site(HOUSE, made, name="家", latitude=31, at=at)
    assert Site.objects.count() == 0
    site = add_site(HOUSE, made, name="家", address="上海市浦东新区", latitude=31, longitude=121, at=at)
    with pytest.raises(BadCoordinates):
        change_site(HOUSE, site, latitude=91, at=at)
    assert default_site(made).latitude == 31


def test_a_merged_record_answers_through_the_one_that_stays(at):
    stays, second, third = (customer(at, phone=phone) for phone in ("13800138000", "13900139000", "13700137000"))
    merge_customer(HOUSE, third, into=second, at=at)
    merge_customer(HOUSE, second, into=stays, at=at)
    third.refresh_from_db()
    assert standing(third) == stays
    assert list(search_customers(HOUSE, third.number)) == [stays]
    assert list(search_customers(HOUSE, "13700137000")) == [stays]
    assert Contact.objects.filter(customer=second).count() == 1
    assert communications_of(stays).count() == 0


def test_a_record_is_merged_once_and_never_into_itself(at):
    first, second = customer(at), customer(at)
    with pytest.raises(MergeIntoItself, match=f"{first.number} can't be merged into itself"):
        merge_customer(HOUSE, first, into=first, at=at)
    merge_customer(HOUSE, second, into=first, at=at)
    with pytest.raises(MergeIntoItself):
        merge_customer(HOUSE, first, into=second, at=at)
    with pytest.raises(AlreadyMerged, match=f"{second.number} was already merged into {first.number}; merge that one"):
        merge_customer(HOUSE, second, into=first, at=at)
    first.refresh_from_db()
    assert first.merged_into is None


@pytest.mark.parametrize("code", ["999999", "3101", "31 01 15", "浦东新区", "DE-", "12345678"])
def test_a_region_code_no_territory_can_hold_is_refused(at, code):
    served = customer(at)
    with pytest.raises(BadRegion, match="is no region code; write it as territories name it, such as 310115"):
        add_site(HOUSE, served, name="二厂", region_code=code, at=at)
    place = add_site(HOUSE, served, name="二厂", region_code=" ３１０１１５ ", at=at)
    with pytest.raises(BadRegion) as refused:
        change_site(HOUSE, place, region_code=code, at=at)
    place.refresh_from_db()
    assert (place.region_code, list(refused.value.errors)) == ("310115", ["region_code"])
    assert change_site(HOUSE, place, region_code="CN-SH-PD", at=at).region_code == "CN-SH-PD"


def test_a_region_from_before_the_check_does_not_hold_up_another_change(at):
    place = add_site(HOUSE, customer(at), name="二厂", at=at)
    Site.objects.filter(pk=place.pk).update(region_code="3101")
    place.refresh_from_db()
    assert change_site(HOUSE, place, name="三厂", region_code="3101", at=at).name == "三厂"
