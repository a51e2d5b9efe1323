"""`aftercare export`: what goes out is what the pages take in, and that it went out is on record."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from aftercare.config.commands.exports import NOUNS, export_list
from aftercare.domains.sheets.queries import ROWS
from aftercare.kit.models import LedgerEntry
from tests import make


@pytest.fixture
def known(company, at):
    return make.customer(at, name="赵敏", phone="13900139009", external_id="E1")


def taken(result):
    return list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))


def test_a_list_comes_out_as_it_would_come_in(run, known):
    result = run(export_list, "customers")
    assert result.exit_code == 0
    (row,) = taken(result)
    assert (row["External id"], row["Name"]) == ("E1", "赵敏")
    assert "13900139009" not in result.stdout
    assert (
        LedgerEntry.objects.filter(kind="export.list_exported").count() == 1
        or LedgerEntry.objects.filter(kind__contains="exported").exists()
    )


def test_whole_phone_numbers_go_on_record(run, known):
    before = LedgerEntry.objects.filter(kind__contains="phone").count()
    result = run(export_list, "customers", "--phones")
    assert "13900139009" in result.stdout
    assert LedgerEntry.objects.filter(kind__contains="phone").count() == before + 1


def test_a_workbook_is_written_where_its_name_says_so(run, known, tmp_path):
    file = tmp_path / "customers.xlsx"
    assert run(export_list, "customers", "--output", str(file)).exit_code == 0
    (sheet,) = [CalamineWorkbook.from_path(file).get_sheet_by_index(0)]
    assert any("赵敏" in row for row in sheet.to_python())


def test_every_noun_of_the_pages_goes_out(run, known):
    assert set(NOUNS) == set(ROWS)
    for noun in NOUNS:
        assert run(export_list, noun).exit_code == 0, noun


@pytest.mark.parametrize("given", [("orders", "--phones"), ("customers", "--output", "list.pdf"), ("requests",)])
def test_what_can_not_be_is_refused(run, known, given):
    assert run(export_list, *given).exit_code == 2
