"""A repair that no warranty covers whole, rates of labour and travel, and people who quote and decide."""

from datetime import date
from decimal import Decimal

import pytest
from tests.make import HOUSE, customer, engineer, later, request

from aftercare.domains.billing.actions import add_rate, draft_quotation, send_quotation, set_billing_rule
from aftercare.domains.billing.drafts import LineDraft
from aftercare.domains.catalog.actions import add_part, add_product
from aftercare.domains.contracts.actions import grant_warranty
from aftercare.domains.devices.actions import register_device
from aftercare.domains.orders.actions import add_tax_rate
from aftercare.domains.requests.actions import assign_request
from aftercare.domains.requests.models import RequestKind
from aftercare.kit.actor import Actor, ActorKind


@pytest.fixture
def buyer(company, at):
    return customer(at)


@pytest.fixture
def vat(at):
    return add_tax_rate(HOUSE, code="vat6", name="增值税 6%", percent=Decimal(6), at=at)


@pytest.fixture
def rates(vat, at):
    """An hour at 120 with half an hour at least, a visit at 80."""
    given = {"currency": "CNY", "valid_from": date(2026, 1, 1), "tax_rate": vat, "at": at}
    hour = add_rate(HOUSE, cost="labour", per="hour", amount=Decimal(120), minimum_minutes=30, **given)
    return hour, add_rate(HOUSE, cost="travel", per="visit", amount=Decimal(80), **given)


@pytest.fixture
def compressor(company, at):
    return add_part(HOUSE, number="COMP-1", name="压缩机", unit_price=Decimal(900), currency="CNY", at=at)


@pytest.fixture
def fan(company, at):
    return add_part(HOUSE, number="FAN-1", name="风扇", unit_price=Decimal("149.99"), currency="CNY", at=at)


@pytest.fixture
def device(buyer, at):
    product = add_product(HOUSE, number="KFR-35GW", name="空调", at=at)
    return register_device(HOUSE, product=product, customer=buyer, serial="HA1", sold_date=date(2023, 3, 1), at=at)


@pytest.fixture
def half(device, at):
    """A warranty that pays half of the parts and nothing else."""
    starts = date(2026, 1, 1)
    return grant_warranty(HOUSE, device, name="延保", starts_on=starts, months=12, parts_percent=50, at=at)


@pytest.fixture
def asked(buyer, device, rates, at):
    """The repair, of a device out of warranty."""
    return request(at, customer_=buyer, device=device)


@pytest.fixture
def demanded(asked, at):
    """Repairs wait for an accepted quotation."""
    return set_billing_rule(HOUSE, RequestKind.objects.get(pk="repair"), accepted_before_start=True, at=at)


@pytest.fixture
def agent(actor_of):
    return actor_of("agent")


@pytest.fixture
def manager(actor_of):
    return actor_of("manager")


@pytest.fixture
def by_link(buyer):
    return Actor(ActorKind.CUSTOMER, buyer.id, buyer.name, via="portal")


@pytest.fixture
def draft(agent, asked, fan, at):
    """An hour, a visit and a fan: 120 + 80 + 149.99 net."""
    return draft_quotation(agent, asked, parts=[LineDraft("part", Decimal(1), fan)], at=at)


@pytest.fixture
def sent(agent, draft, at):
    return send_quotation(agent, draft, at=at)


@pytest.fixture
def worker(actor_of):
    return actor_of("engineer")


@pytest.fixture
def assigned(actor_of, user_of, worker, asked, at):
    """The repair is 李工's."""
    who = engineer(at, user=user_of("engineer"))
    return assign_request(actor_of("dispatcher"), asked, engineer=who, at=later(at, hours=1))
