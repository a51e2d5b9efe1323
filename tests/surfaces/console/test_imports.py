"""Files of records on the pages: handed in, confirmed, checked, carried out, undone, and given out."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from aftercare.domains.customers.models import Contact, Customer
from aftercare.domains.sheets.models import SheetImport
from aftercare.kit.jobs import run_queued
from aftercare.kit.models import LedgerEntry
from aftercare.kit.sheets import read_sheet
from tests import make

pytestmark = pytest.mark.django_db
ROWS = "客户编码,客户名称,联系电话\nE1,=华安,13800138000\n,没有编码,\n"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "files")


def lines_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"), newline="")))


def handed_in(client, noun: str = "customers") -> str:
    """The page of an import that was just handed in."""
    file = SimpleUploadedFile("客户.csv", ROWS.encode("gb18030"))
    return client.post(reverse("console:import_new"), {"noun": noun, "file": file})["Location"]


def test_a_file_goes_all_the_way_and_back(client_of):
    manager = client_of("manager")
    here = handed_in(manager)
    page = manager.get(here).content.decode()
    assert "Check every row" in page
    assert "Such as: E1" in page
    columns = {"column_1": "external_id", "column_2": "name", "column_3": "phone"}
    manager.post(f"{here}columns/", columns)
    working = manager.get(here).content.decode()
    assert 'data-hx-trigger="every 2s"' in working
    assert '<progress class="ac-progress" id="done" max="2" value="0">' in working
    run_queued()
    preview = manager.get(here).content.decode()
    assert "Nothing says which record this row is" in preview
    assert "every 2s" not in preview
    assert not Customer.objects.exists()
    manager.post(f"{here}run/")
    run_queued()
    assert Customer.objects.get().name == "=华安"
    refused = lines_of(manager.get(f"{here}refused.csv"))
    assert refused[0] == ["客户编码", "客户名称", "联系电话", "Why it was refused"]
    assert refused[1][:2] == ["", "没有编码"]
    assert refused[1][3] == "Nothing says which record this row is; fill in one of: Customer number / External id."
    manager.post(f"{here}undo/")
    run_queued()
    assert SheetImport.objects.get().state == "undone"
    assert not Customer.objects.exists()


def test_columns_are_remembered_for_the_next_file_with_these_headings(client_of):
    manager = client_of("manager")
    here = handed_in(manager)
    manager.post(f"{here}columns/", {"column_1": "external_id", "column_2": "name", "column_3": ""})
    run_queued()
    handed_in(manager)
    assert SheetImport.objects.order_by("-id")[0].mapping == {"1": "external_id", "2": "name"}


def test_a_column_that_is_needed_can_not_be_left_out(client_of):
    manager = client_of("manager")
    here = handed_in(manager)
    answer = manager.post(f"{here}columns/", {"column_1": "external_id"})
    assert answer.status_code == 422
    assert "Say which columns of the file hold: Name." in answer.content.decode()
    assert SheetImport.objects.get().state == "uploaded"


def test_what_is_no_table_is_refused_at_its_field(client_of):
    file = SimpleUploadedFile("a.png", make.picture())
    answer = client_of("manager").post(reverse("console:import_new"), {"noun": "customers", "file": file})
    assert answer.status_code == 422
    assert "“a.png” is no table; send a CSV file" in answer.content.decode()
    assert not SheetImport.objects.exists()


def test_a_keeper_takes_products_in_and_no_customers(client_of):
    keeper = client_of("keeper")
    page = keeper.get(reverse("console:import_new")).content.decode()
    assert ('value="products"' in page, 'value="customers"' in page) == (True, False)


def test_a_template_says_what_may_stand_in_each_column(client_of):
    address = reverse("console:import_template", args=["customers", "xlsx"])
    book = b"".join(client_of("manager").get(address).streaming_content)
    read = read_sheet("a.xlsx", book)
    assert read.heads[:4] == ["External id", "Customer number", "Name", "Kind"]
    assert next(read.lines)[1][:4] == ["ERP-10023", "", "华安制冷设备有限公司", "Company"]


def test_an_export_hides_phones_and_computes_nothing(client_of, at):
    make.customer(at, name="=王芳", external_id="E1")
    address = reverse("console:export", args=["customers", "csv"])
    head, row = lines_of(client_of("manager").get(address))
    told = dict(zip(head, row, strict=True))
    assert (told["Name"], told["Phone"], told["Kind"]) == ("'=王芳", "138****8000", "Person")
    assert not LedgerEntry.objects.filter(kind="contact.phone_revealed").exists()


def test_phones_in_full_take_the_right_and_go_on_record(client_of, at, user_of):
    one = make.customer(at)
    address = f"{reverse('console:export', args=['customers', 'csv'])}?phones=1"
    assert client_of("analyst").get(address).status_code == 403
    head, row = lines_of(client_of("agent").get(address))
    assert dict(zip(head, row, strict=True))["Phone"] == "13800138000"
    fact = LedgerEntry.objects.get(kind="contact.phone_revealed")
    assert (fact.subject_id, fact.actor_id) == (Contact.objects.get(customer=one).id, user_of("agent").id)
    told = LedgerEntry.objects.get(kind="list.exported")
    assert told.data == {"page": "customers", "format": "csv", "rows": 1, "filters": ["phones"]}


def test_an_export_holds_what_the_list_shows_and_the_reader_may_see(client_of, company, at):
    from aftercare.domains.accounts.actions import create_unit

    east = create_unit(make.HOUSE, code="east", name="华东", parent=company[1].unit, at=at)
    make.customer(at, name="王芳", unit=east)
    make.customer(at, name="李娜", phone="", unit=company[1].unit)
    address = reverse("console:export", args=["customers", "csv"])
    near = client_of("agent", name="near", node=east)
    assert [row[2] for row in lines_of(near.get(address))] == ["Name", "王芳"]
    assert [row[2] for row in lines_of(client_of("agent").get(f"{address}?q=李娜"))] == ["Name", "李娜"]


def test_what_was_exported_can_come_back_and_changes_nothing(client_of, at):
    from aftercare.domains.customers.actions import add_contact, add_site

    one = make.customer(at, name="王芳", notes="周末不在")
    add_contact(make.HOUSE, one, name="张工", phone="13700137000", at=at)
    add_site(make.HOUSE, one, name="总厂", address="星湖街 1 号", at=at)
    manager = client_of("manager")
    content = b"".join(manager.get(reverse("console:export", args=["customers", "xlsx"])).streaming_content)
    file = SimpleUploadedFile("back.xlsx", content)
    here = manager.post(reverse("console:import_new"), {"noun": "customers", "file": file})["Location"]
    made = SheetImport.objects.get()
    manager.post(f"{here}columns/", {f"column_{place}": name for place, name in made.mapping.items()})
    run_queued()
    made.refresh_from_db()
    assert (made.created, made.changed, made.same, made.refused) == (0, 0, 2, 0)


def test_somebody_elses_import_is_out_of_sight(client_of, company, at):
    from aftercare.domains.accounts.actions import create_unit

    here = handed_in(client_of("manager"))
    east = create_unit(make.HOUSE, code="east", name="华东", parent=company[1].unit, at=at)
    assert client_of("manager", name="far", node=east).get(here).status_code == 404


def _bought(at) -> None:
    """A customer with a device, an agreement that names it, and an order of two lines."""
    from datetime import date
    from decimal import Decimal

    from aftercare.domains.catalog.actions import add_part, add_product
    from aftercare.domains.contracts.actions import start_agreement
    from aftercare.domains.devices.actions import register_device
    from aftercare.domains.orders.actions import create_order
    from aftercare.domains.orders.drafts import LineDraft

    product = add_product(make.HOUSE, number="KFR", name="空调", at=at)
    part = add_part(make.HOUSE, number="F3", name="保险丝", at=at)
    owner = make.customer(at, external_id="E1")
    device = register_device(make.HOUSE, product=product, customer=owner, serial="HA1", at=at)
    start_agreement(
        make.HOUSE, customer=owner, name="=保养", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
        devices=[device], entitlements={"visits": Decimal(4)}, external_id="HT1", at=at,
    )  # fmt: skip
    lines = [LineDraft(product=product, unit_price=Decimal(2999)), LineDraft(part=part, unit_price=Decimal("1.25"))]
    create_order(make.HOUSE, customer=owner, lines=lines, at=at)


@pytest.mark.parametrize(("noun", "same"), [("agreements", 1), ("orders", 2)])
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_agreements_and_orders_that_were_exported_can_come_back_and_change_nothing(client_of, at, noun, same, format):
    _bought(at)
    manager = client_of("manager")
    content = b"".join(manager.get(reverse("console:export", args=[noun, format])).streaming_content)
    file = SimpleUploadedFile(f"back.{format}", content)
    here = manager.post(reverse("console:import_new"), {"noun": noun, "file": file})["Location"]
    made = SheetImport.objects.get()
    manager.post(f"{here}columns/", {f"column_{place}": name for place, name in made.mapping.items()})
    run_queued()
    made.refresh_from_db()
    assert (made.created, made.changed, made.same, made.refused) == (0, 0, same, 0)


def test_lists_of_agreements_and_orders_leave_as_they_are_filtered(client_of, at):
    _bought(at)
    manager = client_of("manager")

    def rows(noun: str, query: str) -> int:
        return len(lines_of(manager.get(f"{reverse('console:export', args=[noun, 'csv'])}?{query}"))) - 1

    assert [rows("agreements", query) for query in ("", "state=all", "state=over", "charging=free")] == [1, 1, 0, 0]
    assert [rows("orders", query) for query in ("", "state=draft", "state=shipped", "q=王芳")] == [2, 2, 0, 2]


def test_an_export_takes_the_right_to_see_the_list(client_of, at):
    _bought(at)
    keeper, clerk = client_of("keeper"), client_of("order_clerk")
    for noun, may_see in (("agreements", {403: keeper}), ("orders", {403: keeper, 200: clerk})):
        for status, client in may_see.items():
            assert client.get(reverse("console:export", args=[noun, "csv"])).status_code == status


def test_the_buttons_of_the_lists_take_the_filter_along(client_of, at):
    _bought(at)
    manager = client_of("manager")
    for noun, query in (("agreements", "state=all"), ("orders", "state=draft")):
        page = manager.get(f"{reverse(f'console:{noun}')}?{query}").content.decode()
        assert f'href="{reverse("console:export", args=[noun, "xlsx"])}?{query}" download' in page
