"""Agreements by the API: what they cover."""

import pytest

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.customers.actions import add_site
from aftercare.domains.devices.actions import register_device
from tests import make

pytestmark = pytest.mark.django_db
YEAR = {"name": "年度保养", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}


@pytest.fixture
def things(at):
    owner = make.customer(at, name="赵敏", phone="13900139009")
    place = add_site(make.HOUSE, owner, name="二号楼", at=at)
    product = add_product(make.HOUSE, number="KFR-35GW", name="壁挂式空调", at=at)
    device = register_device(make.HOUSE, product=product, customer=owner, site=place, serial="HA1", at=at)
    return owner, place, device


def test_a_site_and_a_model_are_covered_from_the_start_and_taken_out_again(api, things):
    owner, place, device = things
    manager = api("manager")
    sent = {"customer_id": str(owner.id), **YEAR, "site_ids": [str(place.id)], "product_ids": [str(device.product_id)]}
    made = manager.post("/agreements", sent).json()
    assert made["covers_all_devices"] is False
    assert [one["id"] for one in made["sites"]] == [str(place.id)]
    assert [one["name"] for one in made["products"]] == [device.product.name]
    covered = manager.get(f"/devices/{device.id}/coverage?on=2026-03-10").json()
    assert covered["by"] == "agreement"
    for field, id, listed in (("site_id", place.id, "sites"), ("product_id", device.product_id, "products")):
        address = f"/agreements/{made['id']}"
        assert manager.post(f"{address}/uncover", {field: str(id)}).json()[listed] == []
        assert len(manager.post(f"{address}/cover", {field: str(id)}).json()[listed]) == 1


def test_what_is_covered_has_to_be_there_and_to_be_the_customer_s(api, things, at):
    owner, place, _device = things
    manager = api("manager")
    made = manager.post("/agreements", {"customer_id": str(owner.id), **YEAR, "covers_all_devices": False}).json()
    assert made["covers_all_devices"] is False
    foreign = add_site(make.HOUSE, make.customer(at, name="别人", phone="13700137001"), name="他处", at=at)
    cover = f"/agreements/{made['id']}/cover"
    refused = manager.post(cover, {"site_id": str(foreign.id)})
    assert (refused.status_code, refused.json()["code"]) == (422, "not_theirs")
    assert manager.post(cover, {}).status_code == 422
    both = {"site_id": str(place.id), "product_id": str(place.id)}
    assert manager.post(cover, both).status_code == 422
    assert manager.post(cover, {"product_id": str(place.id)}).status_code == 404
    assert manager.get(f"/agreements/{made['id']}").json()["sites"] == []
