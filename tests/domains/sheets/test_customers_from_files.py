"""Customers taken in from a file: what a row makes, what it changes, and what it is refused for."""

import pytest
from tests.domains.sheets.conftest import counts, sheet
from tests.make import HOUSE

from aftercare.domains.customers.actions import add_grade
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.queries import search_customers
from aftercare.domains.grading.actions import set_rules
from aftercare.domains.grading.rules import Rule, Rules
from aftercare.domains.sheets.actions import undo_import
from aftercare.domains.sheets.models import SheetRow
from aftercare.kit.jobs import run_queued
from aftercare.kit.ledger import tampered
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db
HEADS = ["客户编码", "客户名称", "客户类型", "联系人", "手机号码", "地址", "标签"]
HUAAN = ["E1", "华安制冷", "公司", "李经理", "138 0013 8000", "星湖街 1 号", ""]
WANG = ["E2", "王芳", "", "", "+86 139 0013 9000", "", ""]


def problems(made) -> list[tuple[int, str, str]]:
    rows = SheetRow.objects.filter(sheet_import=made, outcome="refused").order_by("place")
    return [(row.place, one["column"], one["sentence"]) for row in rows for one in row.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_in_any_encoding_is_checked_without_writing_anything(handed_in, encoding):
    made = handed_in("customers", sheet(HEADS, HUAAN, WANG, encoding=encoding))
    assert (made.state, counts(made), made.rows) == ("ready", (2, 0, 0, 0), 2)
    assert list(made.mapping.values()) == ["external_id", "name", "kind", "contact_name", "phone", "address", "tags"]
    assert not Customer.objects.exists()


def test_its_rows_become_customers_with_people_and_places(taken_in, actor_of):
    made = taken_in("customers", sheet(HEADS, HUAAN, WANG))
    assert (made.state, counts(made)) == ("done", (2, 0, 0, 0))
    huaan, wang = Customer.objects.order_by("external_id")
    assert (huaan.name, huaan.kind, wang.name, wang.kind) == ("华安制冷", "company", "王芳", "person")
    people = Contact.objects.order_by("customer__external_id").values_list("name", "phone", "preferred")
    assert list(people) == [("李经理", "+8613800138000", True), ("王芳", "+8613900139000", True)]
    assert list(Site.objects.values_list("name", "address")) == [("华安制冷", "星湖街 1 号")]
    assert list(search_customers(actor_of("agent"), "zhileng")) == [huaan]
    kinds = LedgerEntry.objects.filter(context_id=huaan.id).values_list("kind", flat=True)
    assert sorted(kinds) == ["contact.added", "site.added"]
    assert LedgerEntry.objects.get(kind="customer.registered", subject_id=wang.id).via == "import"
    assert tampered() == []


def test_the_same_file_twice_changes_nothing(taken_in):
    taken_in("customers", sheet(HEADS, HUAAN, WANG))
    facts = LedgerEntry.objects.exclude(subject_kind="sheet_import").count()
    again = taken_in("customers", sheet(HEADS, HUAAN, WANG))
    assert counts(again) == (0, 0, 2, 0)
    assert LedgerEntry.objects.exclude(subject_kind="sheet_import").count() == facts


def test_filled_cells_change_a_record_and_empty_ones_leave_it(taken_in):
    taken_in("customers", sheet(HEADS, HUAAN))
    changed = taken_in("customers", sheet(HEADS, ["E1", "华安冷链", "", "李经理", "13800138001", "", ""]))
    assert counts(changed) == (0, 1, 0, 0)
    one = Customer.objects.get()
    assert (one.name, one.kind) == ("华安冷链", "company")
    assert Contact.objects.get().phone == "+8613800138001"
    assert Site.objects.get().address == "星湖街 1 号"
    assert "huaanlenglian" in one.search


def test_further_people_stand_in_rows_of_their_own(taken_in):
    rows = sheet(HEADS, HUAAN, ["E1", "", "", "张工", "13700137000", "", ""])
    made = taken_in("customers", rows)
    assert counts(made) == (1, 1, 0, 0)
    assert list(Contact.objects.order_by("id").values_list("name", "preferred")) == [("李经理", True), ("张工", False)]
    assert counts(taken_in("customers", rows)) == (0, 0, 2, 0)


def test_each_wrong_cell_is_told_in_a_sentence_at_its_row(handed_in):
    made = handed_in(
        "customers",
        sheet(
            HEADS,
            HUAAN,
            ["E3", "", "", "", "", "", ""],
            ["E4", "李", "商店", "", "12", "", "大客户"],
            ["", "无名", "", "", "", "", ""],
            ["E1", "另一家", "", "", "", "", ""],
            ["E5", "赵", "", "", "138****8000", "", ""],
        ),
    )
    assert counts(made) == (1, 0, 0, 5)
    assert problems(made) == [
        (3, "name", "“Name” is empty; it must be filled in."),
        (4, "kind", "“商店” is not known for “Kind”; it is one of: Company, Person."),
        (4, "tags", "There is no “大客户” for “Tags”; add it first, or correct the cell."),
        (5, "", "Nothing says which record this row is; fill in one of: Customer number / External id."),
        (6, "name", "Row 2 has the same “E1” with other words in “Name”; one of the two is wrong."),
        (
            7,
            "phone",
            "“138****8000” is a hidden number that no contact here has; write it in full, or leave the cell empty.",
        ),
    ]


def test_what_is_refused_stays_out_and_the_rest_goes_in(taken_in):
    made = taken_in("customers", sheet(HEADS, HUAAN, ["E4", "李", "", "", "12", "", ""]))
    assert (made.state, counts(made)) == ("done", (1, 0, 0, 1))
    assert problems(made)[0][1:] == (
        "phone",
        "“12” is not a phone number; write it like 138 0013 8000 or +49 30 123456.",
    )
    assert Customer.objects.count() == 1


def test_a_hidden_phone_of_an_export_is_left_as_it_is(taken_in):
    taken_in("customers", sheet(HEADS, HUAAN))
    again = taken_in("customers", sheet(HEADS, ["E1", "华安制冷", "", "", "138****8000", "", ""]))
    assert counts(again) == (0, 0, 1, 0)
    assert Contact.objects.get().phone == "+8613800138000"


def test_a_whole_import_is_undone(taken_in, actor_of, at):
    taken_in("customers", sheet(HEADS, HUAAN))
    made = taken_in(
        "customers",
        sheet(HEADS, ["E1", "华安冷链", "", "张工", "13700137000", "", ""], WANG, ["E2", "", "", "王母", "", "", ""]),
    )
    assert counts(made) == (1, 2, 0, 0)
    undo_import(actor_of("administrator"), made, at=at)
    run_queued()
    made.refresh_from_db()
    assert made.state == "undone"
    assert list(Customer.objects.values_list("external_id", "name")) == [("E1", "华安制冷")]
    assert list(Contact.objects.values_list("name", flat=True)) == ["李经理"]
    assert LedgerEntry.objects.filter(kind="customer.withdrawn").count() == 1
    assert tampered() == []


def test_an_import_whose_records_are_in_use_is_not_undone(taken_in, actor_of, at):
    from tests.make import request

    from aftercare.domains.customers.actions import change_customer

    made = taken_in("customers", sheet(HEADS, HUAAN, WANG, ["E6", "周", "", "", "", "", ""]))
    huaan, wang, _zhou = Customer.objects.order_by("external_id")
    asked = request(at, customer_=huaan)
    change_customer(HOUSE, wang, notes="下午在", at=at)
    undo_import(actor_of("administrator"), made, at=at)
    run_queued()
    made.refresh_from_db()
    assert made.state == "done"
    assert Customer.objects.count() == 3
    blocked = SheetRow.objects.filter(sheet_import=made).exclude(problems=[]).order_by("place")
    assert [(row.place, row.problems[0]["sentence"]) for row in blocked] == [
        (2, f"{huaan.number} can't be taken back: {asked.number} makes use of it. Take that away first, or keep both."),
        (3, f"{wang.number} was changed after this import; taking it back would lose that."),
    ]


def test_customers_that_rules_graded_since_are_taken_back_with_their_standing(taken_in, actor_of, at):
    regular = add_grade(HOUSE, code="regular", name="普通", rank=1, at=at)
    made = taken_in("customers", sheet(HEADS, HUAAN, WANG))
    set_rules(HOUSE, rules=Rules(12, (Rule(str(regular.id)),)), at=at)
    run_queued()
    assert Customer.objects.filter(grade=regular).count() == 2
    undo_import(actor_of("administrator"), made, at=at)
    run_queued()
    made.refresh_from_db()
    assert (made.state, Customer.objects.count()) == ("undone", 0)


@pytest.mark.parametrize("latitude", ["NaN", "sNaN", "-Infinity", "1e9"])
def test_what_is_no_coordinate_is_refused(handed_in, latitude):
    heads, row = [*HEADS, "纬度", "经度"], [*HUAAN, latitude, "120.7"]
    made = handed_in("customers", sheet(heads, row))
    assert (made.state, counts(made)) == ("ready", (0, 0, 0, 1))
