"""Agreements in the console: found, looked at, concluded, renewed, turned off and on."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from aftercare.domains.contracts.actions import remind_of_endings, start_agreement, use_entitlement
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.contracts.queries import entitlements_left
from aftercare.domains.customers.actions import add_site
from aftercare.ui.versions import MEANWHILE
from tests import make
from tests.surfaces.console.test_permissions import installed

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(at, company) -> Agreement:
    return Agreement.objects.select_related("customer").get(pk=installed(at)["agreement_id"])


@pytest.fixture
def ending(agreement, at) -> Agreement:
    """Another customer's, paid by the call, that ends in three weeks."""
    owner = make.customer(at, name="刘洋", phone="13900139001")
    span = {"starts_on": date(2025, 4, 1), "ends_on": date(2026, 3, 31), "charging": "per_call"}
    return start_agreement(make.HOUSE, customer=owner, name="旧合同", at=at, **span)


def shown(client, **query) -> list[str]:
    return [one.name for one, *_rest in client.get(reverse("console:agreements"), query).context["rows"]]


def of(agreement: Agreement, name: str = "agreement") -> str:
    return reverse(f"console:{name}", args=[agreement.id])


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["旧合同", "年度保养"]),
        ({"q": "刘洋"}, ["旧合同"]),
        ({"charging": "annual"}, ["年度保养"]),
        ({"ends": "30"}, ["旧合同"]),
        ({"state": "over"}, []),
        ({"state": "all"}, ["旧合同", "年度保养"]),
        ({"state": "no such"}, ["旧合同", "年度保养"]),
    ],
)
def test_the_first_to_end_leads_and_the_list_is_narrowed(client_of, agreement, ending, query, names):
    assert shown(client_of("agent"), **query) == names


def test_the_page_tells_what_is_included_used_and_left_and_each_use(client_of, agreement, at):
    use_entitlement(make.HOUSE, agreement, kind="visits", quantity=Decimal(1), key="k", at=at)
    page = client_of("agent").get(of(agreement))
    (part,) = page.context["included"]
    assert (part["quantity"], part["taken"], part["left"]) == ("4", "1", "3")
    assert [(str(label), quantity) for _use, label, quantity in page.context["uses"]] == [("Visits", "1")]
    assert [row.device.serial for row in page.context["devices"]] == ["HA1"]


def test_an_agreement_is_concluded_with_what_it_includes(client_of, agreement):
    sent = {"customer": "赵敏", "name": "金牌", "starts_on": "2026-04-01", "ends_on": "2027-03-31"}
    sent |= {"charging": "annual", "visits": "2", "roll_over": "on", "covers": "named", "device": "HA1"}
    answer = client_of("manager").post(reverse("console:agreement_new"), sent)
    made = Agreement.objects.get(name="金牌")
    assert answer["Location"] == of(made)
    assert (made.customer_id, made.covers_all_devices) == (agreement.customer_id, False)
    assert entitlements_left(made) == {"visits": Decimal(2)}
    assert made.entitlements.get().rolls_over is True


def test_the_last_day_before_the_first_is_refused_with_the_words_kept(client_of, agreement):
    sent = {"customer": "赵敏", "name": "金牌", "starts_on": "2026-04-01", "ends_on": "2026-03-31", "charging": "free"}
    sent["covers"] = "everything"
    answer = client_of("manager").post(reverse("console:agreement_new"), sent)
    assert answer.status_code == 422
    assert "An agreement can&#x27;t end on 2026-03-31 when it begins on 2026-04-01; choose a later end." in answer.text
    assert Agreement.objects.count() == 1


def test_it_is_renewed_in_one_step(client_of, agreement):
    client = client_of("manager")
    assert client.get(of(agreement, "agreement_renew")).context["form"].initial == {"ends_on": date(2027, 12, 31)}
    answer = client.post(of(agreement, "agreement_renew"), {"ends_on": "2027-12-31"})
    made = Agreement.objects.get(renews=agreement)
    assert answer["Location"] == of(made)
    page = client.get(of(agreement))
    assert (page.context["following"], page.context["may_renew"]) == (made, False)
    again = client.post(of(agreement, "agreement_renew"), {"ends_on": "2027-12-31"})
    assert again.status_code == 422
    assert f"Agreement {agreement.number} is already renewed" in again.text


def test_it_is_suspended_resumed_and_ended_with_reasons(client_of, agreement):
    client, states = client_of("manager"), []
    for verb in ("suspend", "resume", "end"):
        url = of(agreement, f"agreement_{verb}")
        assert client.post(url, {"reason": ""}).status_code == 422
        assert client.post(url, {"reason": "Not paid"}).status_code == 302
        agreement.refresh_from_db()
        states.append(agreement.status)
    assert states == ["suspended", "active", "ended"]
    assert "/change/" not in client.get(of(agreement)).text


def test_it_is_changed_and_covers_another_device(client_of, agreement):
    client = client_of("manager")
    stands = client.get(of(agreement, "agreement_change")).context["form"].initial
    kept = {name: value for name, value in stands.items() if value not in (None, False)}
    assert client.post(of(agreement, "agreement_change"), {**kept, "parts_percent": "50"}).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.parts_percent, agreement.ends_on) == (50, date(2026, 12, 31))
    assert client.post(of(agreement, "agreement_cover"), {"what": "device", "device": "HA1"}).status_code == 302
    assert agreement.devices.count() == 1


def test_it_covers_a_site_and_a_model_and_tells_so(client_of, agreement, at):
    agreement.sites.all().delete()
    agreement.products.all().delete()
    client, cover = client_of("manager"), of(agreement, "agreement_cover")
    place, model = (
        add_site(make.HOUSE, agreement.customer, name="二号楼", at=at),
        agreement.devices.get().device.product,
    )
    elsewhere = add_site(make.HOUSE, make.customer(at, name="别人", phone="13700137001"), name="他处", at=at)
    assert client.post(cover, {"what": "site", "device": "HA1"}).status_code == 422
    assert client.post(cover, {"what": "site", "site": elsewhere.id}).status_code == 422
    assert agreement.sites.count() == 0
    assert client.post(cover, {"what": "site", "site": place.id}).status_code == 302
    assert client.post(cover, {"what": "product", "product": model.number}).status_code == 302
    page = client.get(of(agreement))
    assert "Everything at 二号楼" in page.text
    assert [str(entry.text) for entry in page.context["entries"]] == [
        f"let it cover every {model} of the customer",
        "let it cover everything at 二号楼",
        f"concluded {agreement.number}",
    ]
    for name, id in (("agreement_leave_site", place.id), ("agreement_leave_product", model.id)):
        leave = reverse(f"console:{name}", args=[agreement.id, id])
        assert [client.post(leave).status_code for _twice in range(2)] == [302, 404]
    assert (agreement.sites.count(), agreement.products.count()) == (0, 0)


def test_who_reads_agreements_sees_no_button_that_changes_them(client_of, agreement):
    page = client_of("agent").get(of(agreement))
    assert (page.context["may_manage"], page.context["may_renew"]) == (False, False)
    assert "/renew/" not in page.text


def test_the_reminder_in_the_work_list_leads_to_the_agreement(client_of, ending, at):
    assert remind_of_endings(make.HOUSE, at=at) == 1
    page = client_of("manager").get(reverse("console:worklist"))
    assert f'href="{of(ending)}"' in page.text
    assert "An agreement ends: renew it or let it go" in page.text


def test_what_is_included_is_changed_for_a_reason_and_told(client_of, agreement, at):
    client, include = client_of("manager"), of(agreement, "agreement_include")
    stands = client.get(include).context["form"].initial
    assert (stands["visits"], stands["roll_over"]) == (Decimal(4), False)
    use_entitlement(make.HOUSE, agreement, kind="visits", quantity=Decimal(3), key="k", at=at)
    sent = {"visits": "2", "expected": stands["expected"], "reason": "Fewer"}
    refused = client.post(include, sent)
    assert refused.status_code == 422
    assert "3 visits of agreement" in refused.text
    assert client.post(include, {**sent, "visits": "6"}).status_code == 302
    assert entitlements_left(agreement) == {"visits": Decimal(3)}
    stale = client.post(include, {**sent, "visits": "9"})
    assert (stale.status_code, str(MEANWHILE) in stale.text) == (422, True)
    assert entitlements_left(agreement) == {"visits": Decimal(3)}
    (newest, *_older) = client.get(of(agreement)).context["entries"]
    assert (str(newest.text), newest.body) == ("includes 6 instead of 4: Visits", "Fewer")
