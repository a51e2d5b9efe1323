"""Who sees and changes which customers."""

import pytest
from tests.make import HOUSE, customer

from aftercare.domains.accounts.actions import create_unit
from aftercare.domains.customers.actions import change_contact, change_customer, register_customer, reveal_phone
from aftercare.domains.customers.models import Contact, Customer
from aftercare.domains.customers.policies import visible_to
from aftercare.domains.customers.queries import default_contact
from aftercare.kit.errors import NotAllowed
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def north(company, at):
    return create_unit(HOUSE, code="north", name="北区", parent=company[1].unit, kind="region", at=at)


def test_a_stranger_sees_nobody(actor_of, at):
    made = customer(at)
    assert list(visible_to(actor_of("stranger"))) == []
    assert list(visible_to(actor_of("stranger"), also=[made.id])) == []


def test_an_agent_of_a_region_sees_its_customers_and_those_registered_there(actor_of, user_of, north, at):
    user = user_of("agent", name="north", node=north)
    user.unit = north
    user.save()
    agent = actor_of("agent", name="north")
    elsewhere, theirs = customer(at, name="南客"), customer(at, name="北客", unit=north)
    made = register_customer(agent, name="新客", at=at)
    assert made.unit == north
    assert set(visible_to(agent)) == {theirs, made}
    with pytest.raises(NotAllowed, match="change customers|修改客户"):
        change_customer(agent, elsewhere, name="别名", at=at)
    assert Customer.objects.get(pk=elsewhere.pk).name == "南客"


def test_an_engineer_sees_whom_the_engineer_works_for(actor_of, at):
    made, _other = customer(at), customer(at)
    engineer = actor_of("engineer")
    assert list(visible_to(engineer)) == []
    assert list(visible_to(engineer, also=[made.id])) == [made]


def test_a_person_sees_the_customer_they_sign_in_for(actor_of, user_of, at):
    made, _other = customer(at), customer(at)
    change_contact(HOUSE, default_contact(made), user=user_of("engineer"), at=at)
    assert list(visible_to(actor_of("engineer"))) == [made]


def test_a_revealed_phone_leaves_a_fact(actor_of, at):
    person = default_contact(customer(at))
    agent = actor_of("agent")
    assert reveal_phone(agent, person, at=at) == "+8613800138000"
    fact = facts_of(person.ref).last()
    assert (fact.kind, fact.actor_id, fact.data) == (
        "contact.phone_revealed",
        agent.id,
        {"customer_id": str(person.customer_id)},
    )


def test_an_engineer_reveals_phones_only_of_customers_worked_for(actor_of, at):
    person, engineer = default_contact(customer(at)), actor_of("engineer")
    with pytest.raises(NotAllowed):
        reveal_phone(engineer, person, at=at)
    assert [fact.kind for fact in facts_of(person.ref)] == ["contact.added"]
    assert reveal_phone(engineer, person, at=at, also=[person.customer_id]) == "+8613800138000"


def test_the_ledger_holds_no_names_and_no_phones(actor_of, at):
    person = default_contact(register_customer(actor_of("agent"), name="独孤求败", phone="13800131234", at=at))
    told = str([fact.data for ref in (person.ref, person.customer.ref) for fact in facts_of(ref)])
    assert "独孤" not in told and "1234" not in told
    assert Contact.objects.count() == 1
