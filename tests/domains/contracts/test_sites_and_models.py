"""Agreements that cover places and models: whatever stands there, and whatever of that kind the customer has."""

from datetime import date

import pytest
from tests.domains.contracts.covering import agree, covered
from tests.make import HOUSE, customer, request

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.contracts.actions import (
    cover_product,
    cover_site,
    renew_agreement,
    start_agreements,
    uncover_product,
    uncover_site,
)
from aftercare.domains.contracts.coverage_words import sentences
from aftercare.domains.contracts.drafts import AgreementDraft
from aftercare.domains.contracts.queries.agreements import agreements_covering
from aftercare.domains.customers.actions import add_site, merge_customer
from aftercare.domains.customers.errors import NotTheirs
from aftercare.domains.devices.actions import move_device, register_device
from aftercare.domains.requests.models import RequestKind, ServiceRequest
from aftercare.domains.requests.queries.entering import Wish, outlook_of
from aftercare.kit.jobs import run_queued
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db
DAYS = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}


@pytest.fixture
def works(owner, at):
    return add_site(HOUSE, owner, at=at, name="二号楼")


def test_a_place_covers_what_stands_there_now_and_later(tree, device, owner, works, at):
    agreement = agree(owner, at, sites=[works])
    assert not agreement.covers_all_devices
    assert covered(device, owner).agreement_id is None
    move_device(HOUSE, device, site=works, at=at)
    new = register_device(HOUSE, product=tree[2], customer=owner, site=works, at=at)
    for one in (device, new):
        decided = covered(one, owner)
        assert decided.agreement_id == agreement.id
        assert f"Agreement {agreement.number} covers everything at 二号楼." in sentences(decided)


def test_a_place_covers_what_is_wanted_there_without_a_device(owner, works, at):
    agreement = agree(owner, at, sites=[works])
    other = add_site(HOUSE, owner, at=at, name="一号楼")
    here, elsewhere = (request(at, customer_=owner, site=place) for place in (works, other))
    assert here.coverage["agreement_id"] == str(agreement.id)
    assert elsewhere.coverage["agreement_id"] is None
    wish = Wish("漏水", RequestKind.objects.get(code="repair"), 3, owner)
    looked_up, entered = outlook_of(wish, at=at), request(at, customer_=owner)
    assert entered.coverage["agreement_id"] == str(looked_up.coverage.agreement_id) == str(agreement.id)


def test_a_model_covers_each_unit_its_customer_has_and_nobody_else_s(tree, device, owner, at):
    agreement = agree(owner, at, products=[device.product])
    bought = register_device(HOUSE, product=device.product, customer=owner, serial="HA77", at=at)
    other = add_product(HOUSE, number="OTHER-1", name="别的机型", at=at)
    of_another_kind = register_device(HOUSE, product=other, customer=owner, at=at)
    foreign = register_device(HOUSE, product=device.product, customer=customer(at, name="别人"), at=at)
    assert [covered(one, owner).agreement_id for one in (device, bought)] == [agreement.id] * 2
    assert covered(of_another_kind, owner).agreement_id is None
    assert covered(foreign, foreign.customer).agreement_id is None
    told = f"Agreement {agreement.number} covers every {device.product.name} of the customer."
    assert told in sentences(covered(device, owner))


def test_the_more_particular_speaks_first(device, owner, works, at):
    everything = agree(owner, at, name="全部")
    model = agree(owner, at, name="机型", products=[device.product])
    place = agree(owner, at, name="楼", sites=[works])
    assert covered(device, owner).agreement_id == model.id
    move_device(HOUSE, device, site=works, at=at)
    assert covered(device, owner).agreement_id == place.id
    named = agree(owner, at, name="单机", devices=[device])
    assert covered(device, owner).agreement_id == named.id
    assert everything.covers_all_devices


def test_only_places_of_the_customer_are_covered(owner, at):
    foreign = add_site(HOUSE, customer(at, name="别人"), at=at, name="他处")
    agreement = agree(owner, at)
    with pytest.raises(NotTheirs):
        cover_site(HOUSE, agreement, site=foreign, at=at)
    with pytest.raises(NotTheirs):
        agree(owner, at, sites=[foreign])
    draft = AgreementDraft(customer=owner, name="年度保养", sites=[foreign], **DAYS)
    (refused,) = start_agreements(HOUSE, drafts=[draft], at=at)
    assert isinstance(refused, NotTheirs)
    merge_customer(HOUSE, foreign.customer, into=owner, at=at)
    foreign.refresh_from_db()
    cover_site(HOUSE, agreement, site=foreign, at=at)


def test_open_requests_follow_what_is_covered_and_no_longer(device, owner, works, at):
    agreement = agree(owner, at, covers_all_devices=False)
    move_device(HOUSE, device, site=add_site(HOUSE, owner, at=at, name="一号楼"), at=at)
    asked = request(at, customer_=owner, device=device)

    def by():
        run_queued()
        return ServiceRequest.objects.get(pk=asked.pk).coverage["agreement_id"]

    assert by() is None
    for _twice in range(2):
        cover_product(HOUSE, agreement, product=device.product, at=at)
    assert by() == str(agreement.id)
    uncover_product(HOUSE, agreement, product=device.product, at=at)
    assert by() is None
    cover_site(HOUSE, agreement, site=works, at=at)
    assert by() is None
    move_device(HOUSE, device, site=works, at=at)
    assert by() == str(agreement.id)
    uncover_site(HOUSE, agreement, site=works, at=at)
    assert by() is None
    assert [fact.kind for fact in facts_of(agreement.ref)][1:] == [
        "agreement.product_covered",
        "agreement.product_uncovered",
        "agreement.site_covered",
        "agreement.site_uncovered",
    ]


def test_the_next_period_covers_the_same(device, owner, works, at):
    agreement = agree(owner, at, sites=[works], products=[device.product])
    following = renew_agreement(HOUSE, agreement, at=at)
    assert [row.site for row in following.sites.all()] == [works]
    assert [row.product for row in following.products.all()] == [device.product]


def test_a_device_s_page_names_them(device, owner, works, at, actor_of):
    move_device(HOUSE, device, site=works, at=at)
    place, model = agree(owner, at, sites=[works]), agree(owner, at, products=[device.product])
    agree(owner, at, covers_all_devices=False)
    device.refresh_from_db()
    assert set(agreements_covering(actor_of("manager"), device)) == {place, model}
