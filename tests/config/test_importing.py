"""Files are taken in row by row: what is wrong is named by its row and leaves nothing behind."""

import gzip
from pathlib import Path

import pytest

from aftercare.config.commands.imports import import_file
from aftercare.config.importing.books import CUSTOMERS, PARTS, PRODUCTS
from aftercare.config.importing.frame import Outcome, RowError, read_rows, run_import
from aftercare.config.importing.open_repair import REPAIRS
from aftercare.domains.catalog.models import Product
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.models import Device
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import broken_invariants
from aftercare.kit.errors import Invalid
from aftercare.kit.ledger import tampered
from tests.config.conftest import aftercare

HEAD = (
    "id,product_category,brand,year_of_manufacture,repair_status,repair_barrier_if_end_of_life,"
    "group_identifier,event_date,problem"
)
GOOD = (
    "a-1,Kettle,Russell,2015,Fixed,,Leeds,2024-05-18,Does not switch off",
    "a-2,Kettle,,,End of life,No way to open it,Leeds,2024-05-18,Leaks",
    'a-3,Toaster,Russell,2030.0,Unknown,,Leeds,2024-05-19,"Two lines\nof words"',
)
BAD = (
    ",Kettle,,,Fixed,,Leeds,2024-05-18,No id",
    "b-2,Kettle,,,Mended,,Leeds,2024-05-18,Status",
    "b-3,Kettle,,old,Fixed,,Leeds,2024-05-18,Year",
    "b-4,Kettle,,,Fixed,,Leeds,18/05/2024,Day",
    "b-5,Kettle,,old,Mended,,Leeds,2099-02-01,All of it",
)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "repairs.csv.gz"
    path.write_bytes(gzip.compress("\r\n".join((HEAD, *GOOD, *BAD)).encode("utf-8-sig")))
    return path


def taken_in(path: Path, *, dry_run: bool = False) -> Outcome:
    outcome = Outcome()
    for step in run_import(REPAIRS, read_rows(path, REPAIRS.columns), dry_run=dry_run):
        outcome = step
    return outcome


@pytest.mark.django_db
def test_repairs_become_products_devices_and_closed_requests(sheet: Path) -> None:
    outcome = taken_in(sheet)
    assert (outcome.rows, dict(outcome.counts)) == (
        8,
        {"entered as fixed": 1, "entered as end_of_life": 1, "entered as unknown": 1},
    )
    requests = list(ServiceRequest.objects.order_by("external_id"))
    assert [(r.external_id, r.state, r.decision) for r in requests] == [
        ("a-1", "closed", "fixed"),
        ("a-2", "closed", "end_of_life"),
        ("a-3", "closed", "unknown"),
    ]
    assert [r.title for r in requests] == ["Does not switch off", "Leaks", "Two lines"]
    assert sorted(Product.objects.values_list("number", flat=True)) == [
        "Kettle",
        "Kettle · Russell",
        "Toaster · Russell",
    ]
    assert Device.objects.count() == 3
    assert [customer.name for customer in Customer.objects.all()] == ["Leeds"]
    assert (broken_invariants(), tampered()) == ([], [])


@pytest.mark.django_db
def test_each_row_with_an_error_is_named_with_its_number_and_leaves_nothing_behind(sheet: Path) -> None:
    assert taken_in(sheet).errors == [
        RowError(5, "The row has no id; without one it would be taken in twice."),
        RowError(6, "The repair status “Mended” is not known; it is one of: Fixed, Repairable, End of life, Unknown."),
        RowError(7, "“old” is not a year of manufacture."),
        RowError(8, "“18/05/2024” is not a day; write it like 2024-05-31."),
        RowError(
            9,
            "The repair status “Mended” is not known; it is one of: Fixed, Repairable, End of life, Unknown. "
            "“old” is not a year of manufacture. A repair on 2099-02-01 cannot be over; check the day.",
        ),
    ]
    assert ServiceRequest.objects.filter(external_id__startswith="b").count() == 0


@pytest.mark.django_db
def test_a_preview_counts_and_writes_nothing(sheet: Path) -> None:
    outcome = taken_in(sheet, dry_run=True)
    assert (ServiceRequest.objects.count(), Device.objects.count(), Customer.objects.count()) == (0, 0, 0)
    assert outcome == taken_in(sheet)


@pytest.mark.django_db
def test_a_preview_knows_what_only_the_action_refuses_and_what_the_file_repeats(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("external_id,name,phone\nA,王芳,13800138000\nB,李雷,none\nA,王芳,13800138000\n")

    def run(*, dry_run: bool) -> Outcome:
        *_steps, last = run_import(CUSTOMERS, read_rows(path, CUSTOMERS.columns), dry_run=dry_run)
        return last

    previewed = run(dry_run=True)
    assert dict(previewed.counts) == {"entered": 1, "known": 1}
    assert [error.row for error in previewed.errors] == [3]
    assert Customer.objects.count() == 0
    assert previewed == run(dry_run=False)
    assert [customer.name for customer in Customer.objects.all()] == ["王芳"]


def test_the_help_names_every_column() -> None:
    told = " ".join(str(import_file.help).split())
    for importer, noun in ((CUSTOMERS, "customers"), (PRODUCTS, "products"), (PARTS, "parts"), (REPAIRS, "repairs")):
        of_noun = told.split("required: ")[1].split(noun, 1)[1].split(";")[0]
        assert [name for name in importer.columns if f"{name}*" not in of_noun] == []


@pytest.mark.django_db
def test_a_file_taken_in_again_changes_nothing(sheet: Path) -> None:
    taken_in(sheet)
    outcome = taken_in(sheet)
    assert dict(outcome.counts) == {"known": 3}
    assert ServiceRequest.objects.count() == 3


def test_a_missing_column_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("title\nMr\n")
    with pytest.raises(Invalid) as refused:
        next(read_rows(path, CUSTOMERS.columns))
    assert str(refused.value).startswith("The file has no column ")
    assert str(refused.value).endswith("it has: title.")


def test_an_import_may_be_the_first_thing_a_data_folder_sees(empty_home: Path, sheet: Path) -> None:
    done = aftercare(empty_home, "import", "repairs", str(sheet))
    assert done.returncode == 1
    assert "row 5: The row has no id; without one it would be taken in twice." in done.stdout
    assert "8 rows: " in done.stdout and ", 5 with errors." in done.stdout
    again = aftercare(empty_home, "import", "repairs", str(sheet), "--dry-run")
    assert again.stdout.endswith("8 rows: 3 known, 5 with errors.\nNothing was written.\n")


def test_a_file_of_chinese_excel_is_read_and_what_is_no_table_is_said(empty_home: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "客户.csv"
    sheet.write_bytes("external_id,name\nA,王芳\n".encode("gbk"))
    assert list(read_rows(sheet, CUSTOMERS.columns)) == [(2, {"external_id": "A", "name": "王芳"})]
    for name, content in (("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x81"), ("cut.csv.gz", b"\x1f\x8b\x08")):
        (tmp_path / name).write_bytes(content)
        done = aftercare(empty_home, "import", "customers", str(tmp_path / name))
        assert (done.returncode, done.stdout, "holds no table that can be read" in done.stderr) == (1, "", True)
