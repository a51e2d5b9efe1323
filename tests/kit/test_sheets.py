"""Tables as files: what goes out comes back, whoever wrote it, and nothing in it is computed."""

import csv
import io
import zipfile
import zlib
from datetime import date, datetime

import pytest
from xlsxwriter import Workbook

from aftercare.kit.sheets import read_sheet, write_csv, write_workbook
from aftercare.kit.sheets.reading import SheetEmpty, SheetTooWide, SheetUnreadable
from aftercare.kit.sheets.room import cells_between

HEADS = ["编号", "名称"]
FORMULAS = ["=1+1", "+8613800138000", "-2", "@SUM(A1)", "\tx", "＝1"]


@pytest.mark.parametrize("write", [write_csv, write_workbook])
def test_texts_that_look_like_formulas_go_out_as_texts_and_come_back(write):
    file = io.BytesIO()
    assert write(file, HEADS, [[text, "n"] for text in FORMULAS]) == 6
    found = [cells[0] for _place, cells in read_sheet("a", file.getvalue()).lines]
    assert found == [text.strip() for text in FORMULAS]


def test_a_spreadsheet_computes_no_cell_of_what_goes_out():
    text, book = io.BytesIO(), io.BytesIO()
    write_csv(text, ["=HEAD"], [[text] for text in FORMULAS])
    rows = list(csv.reader(io.StringIO(text.getvalue().decode("utf-8-sig"), newline="")))
    assert all(cell.startswith("'") for row in rows for cell in row)
    write_workbook(book, ["=HEAD"], [[text] for text in FORMULAS])
    assert "<f>" not in zipfile.ZipFile(book).read("xl/worksheets/sheet1.xml").decode()


def test_numbers_and_days_of_a_workbook_are_read_as_somebody_would_type_them():
    file = io.BytesIO()
    write_workbook(file, HEADS, [[13800138000, date(2026, 3, 1)], [1.5, datetime(2026, 3, 1, 9, 30)]])
    read = read_sheet("a.xlsx", file.getvalue())
    assert list(read.lines) == [(2, ["13800138000", "2026-03-01"]), (3, ["1.5", "2026-03-01 09:30:00"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_is_read_in_the_encodings_and_with_the_separators_people_use(encoding, separator):
    text = f"编号{separator}名称\r\n\r\n1{separator}华安\r\n".encode(encoding)
    read = read_sheet("a.csv", text)
    assert (read.heads, list(read.lines)) == (HEADS, [(3, ["1", "华安"])])
    assert read.encoding == encoding.removesuffix("-sig")


def test_lines_are_as_wide_as_the_headings():
    read = read_sheet("a.csv", b"a,b,,\n1\n1,2,3,4\n")
    assert (read.heads, list(read.lines)) == (["a", "b"], [(2, ["1", ""]), (3, ["1", "2"])])


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", SheetEmpty),
        (b"\n,,\n", SheetEmpty),
        (b"PK\x03\x04 and nothing packed", SheetUnreadable),
        (b"\xff\xff\xff\xff", SheetUnreadable),
        (",".join(map(str, range(201))).encode(), SheetTooWide),
    ],
)
def test_what_holds_no_table_is_refused(content, refusal):
    with pytest.raises(refusal):
        read_sheet("a.csv", content)


def test_a_workbook_whose_cells_stand_far_apart_is_refused_before_room_is_made_for_it():
    file = io.BytesIO()
    book = Workbook(file)
    page = book.add_worksheet()
    page.write(0, 0, "name")
    page.write(1_048_575, 199, "x")
    book.close()
    with pytest.raises(SheetUnreadable):
        read_sheet("a.xlsx", file.getvalue())


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData></worksheet>'
NAME = b'<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (b'<row r="60"><c r="CV60"><v>1</v></c></row>', 6000),
        (b"<x:row r='60'><x:c\n r = 'CV60' ><x:v>1</x:v></x:c></x:row>", 6000),
        (b'<row r="60"><c r="CV60" s="1"/></row>', 1),
        (b'<row r="60"><c><v>1</v></c><c><v>1</v></c></row>', 120),
        (b'<row r="60"><c a=">" r="CV60"><v>1</v></c></row>', 6000),
        (b'<row r="60"><c r="CV60" a="/>"><v>1</v></c></row>', 6000),
    ],
)
def test_the_room_of_a_sheet_reaches_from_its_first_to_its_last_filled_cell(row, cells):
    assert cells_between(SHEET % (NAME + row)) == cells


def test_a_workbook_that_holds_more_than_it_says_is_refused():
    file, heavy = io.BytesIO(), io.BytesIO()
    write_workbook(file, ["name"], [["x"]] * 10_000)
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(file) as plain, zipfile.ZipFile(heavy, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in plain.namelist():
            packed.writestr(part, plain.read(part))
        said = packed.getinfo(sheet)
        said.file_size //= 2
        said.CRC = zlib.crc32(plain.read(sheet)[: said.file_size])
    with pytest.raises(SheetUnreadable):
        list(read_sheet("a.xlsx", heavy.getvalue()).lines)
