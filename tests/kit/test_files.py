"""Files are told by their bytes, cleaned and kept once."""

import io
import os
import stat
import zipfile

import pytest
from django.db import transaction
from PIL import Image

from aftercare.kit.actor import system
from aftercare.kit.files import check_file, files_of, open_file, path_of, store_file
from aftercare.kit.files.refusals import FileRefused
from aftercare.kit.ids import Ref, new_id
from aftercare.kit.models import StoredFile

HOUSE = system("tests")
EXIF_ORIENTATION, EXIF_GPS = 0x0112, 0x8825
GPS = {1: "N", 2: (31.0, 14.0, 0.0), 3: "E", 4: (121.0, 28.0, 0.0)}


@pytest.fixture(autouse=True)
def folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def picture(format_="JPEG", size=(4, 2), mode="RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, format_, **options)
    return out.getvalue()


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def keep(content, name="photo.jpg", at=None, subject=None, **options) -> StoredFile:
    return store_file(
        subject=subject or Ref("request", new_id()), name=name, content=content, actor=HOUSE, at=at, **options
    )


def refusal(name: str, content: bytes) -> tuple[str, str]:
    with pytest.raises(FileRefused) as refused:
        check_file(name, content)
    return refused.value.code, str(refused.value)


def test_a_photo_loses_its_place_and_keeps_its_orientation():
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 6  # turn by a quarter to see it upright
    exif[EXIF_GPS] = GPS
    sent = picture(size=(40, 20), exif=exif, comment=b"at home")
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(EXIF_GPS)[1] == "N"
    seen = Image.open(io.BytesIO(check_file("IMG_1.jpg", sent).content))
    assert (seen.size, dict(seen.getexif()), "comment" in seen.info) == ((20, 40), {}, False)


@pytest.mark.parametrize(
    ("format_", "content_type", "name"),
    [
        ("JPEG", "image/jpeg", "x.jpg"),
        ("PNG", "image/png", "x.png"),
        ("WEBP", "image/webp", "x.webp"),
        ("GIF", "image/gif", "x.gif"),
        ("BMP", "image/png", "x.png"),
    ],
)
def test_a_picture_is_told_by_its_bytes_whatever_it_is_called(format_, content_type, name):
    checked = check_file("x", picture(format_))
    assert (checked.content_type, checked.name, checked.is_picture) == (content_type, name, True)


def test_a_moving_picture_keeps_its_frames():
    frames = [Image.new("RGB", (4, 2), color=shade) for shade in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=[50, 60, 70])
    assert Image.open(io.BytesIO(check_file("noise.gif", out.getvalue()).content)).n_frames == 3


@pytest.mark.parametrize(
    ("name", "content", "content_type", "kept_as"),
    [
        ("manual.PDF", b"%PDF-1.7\n...", "application/pdf", "manual.PDF"),
        ("清单.csv", "零件,数量\n保险丝,1\n".encode("gb18030"), "text/csv", "清单.csv"),
        ("log.txt", b"\xef\xbb\xbfE3 at 09:00\r\n", "text/plain", "log.txt"),
        ("run.bat", b"del *.*", "text/plain", "run.bat.txt"),
        ("note", "\ufeffBMS fault".encode("utf-16-le"), "text/plain", "note.txt"),
        ("MZ.log", b"MZ-3000 stops, BM-2 not", "text/plain", "MZ.log"),
        (
            "a.docx",
            packed(**{"[Content_Types].xml": "", "word/document.xml": ""}),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "a.docx",
        ),
        (
            "b.zip",
            packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            "application/vnd.oasis.opendocument.spreadsheet",
            "b.zip.ods",
        ),
    ],
)
def test_a_document_is_told_by_its_bytes(name, content, content_type, kept_as):
    checked = check_file(name, content)
    assert (checked.content_type, checked.name, checked.content) == (content_type, kept_as, content)


RUNS = "“%s” is a program or a page with code in it; send what it shows as a picture or a PDF instead."
UNREADABLE = (
    "It can't be told what “%s” is; send a picture (JPEG, PNG, WebP, GIF), a PDF, text, or a document saved as .docx, "
    ".xlsx, .pptx or OpenDocument."
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.jpg", b"MZ\x90\x00\x03\x00\x00\x00"),
        ("photo.jpg", b"\x7fELF\x02\x01\x01"),
        ("notes.txt", b"#!/bin/sh\nrm -rf /\n"),
        ("page.txt", b"  <!DOCTYPE html><p>hello"),
        ("drawing.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
        ("plan.txt", b"look: <SCRIPT>x()</SCRIPT>"),
        ("feed.txt", b'<?xml version="1.0"?><x/>'),
        ("app.zip", packed(**{"AndroidManifest.xml": "", "classes.dex": ""})),
    ],
)
def test_what_could_run_is_refused(name, content):
    assert refusal(name, content) == ("file_runs", RUNS % name)


@pytest.mark.parametrize(
    ("name", "content", "code", "sentence"),
    [
        ("x.jpg", b"", "file_empty", "“x.jpg” is empty; choose the file once more."),
        ("x.bin", bytes(range(256)), "file_unreadable", UNREADABLE % "x.bin"),
        ("x.zip", packed(a="b"), "file_unreadable", UNREADABLE % "x.zip"),
        ("x.zip", b"PK\x03\x04broken", "file_unreadable", UNREADABLE % "x.zip"),
        (
            "x.xlsm",
            packed(**{"[Content_Types].xml": "", "xl/vbaProject.bin": ""}),
            "file_has_macros",
            "“x.xlsm” holds macros; save it without them, as .docx, .xlsx or .pptx.",
        ),
        (
            "x.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(8),
            "file_outdated",
            "“x.doc” is of an old office format; save it as .docx, .xlsx, .pptx or PDF.",
        ),
        (
            "x.heic",
            b"\x00\x00\x00\x18ftypheic" + bytes(8),
            "picture_unreadable",
            "The picture “x.heic” is damaged or of a format not read here; send it as JPEG or PNG.",
        ),
        (
            "x.jpg",
            picture(size=(200, 200))[:400],
            "picture_unreadable",
            "The picture “x.jpg” is damaged or of a format not read here; send it as JPEG or PNG.",
        ),
    ],
)
def test_what_can_not_be_kept_is_refused_with_what_would_work(name, content, code, sentence):
    assert refusal(name, content) == (code, sentence)


def test_twenty_megabytes_are_taken_and_a_byte_more_is_not():
    most = 20 * 1024 * 1024
    assert len(check_file("log.txt", io.BytesIO(b"a" * most)).content) == most
    code, sentence = refusal("log.txt", io.BytesIO(b"a" * (most + 1)))
    assert (code, sentence) == (
        "file_too_large",
        "“log.txt” is larger than 20 MB; send a smaller one, or several.",
    )


@pytest.mark.parametrize("size", [(8000, 8000), (10_000, 10_000), (60_000, 60_000)])
def test_a_picture_of_too_many_dots_is_refused_before_it_is_drawn(size):
    header = bytearray(picture("BMP"))
    header[18:26] = size[0].to_bytes(4, "little") + size[1].to_bytes(4, "little")
    assert refusal("x.bmp", bytes(header)) == (
        "picture_too_large",
        "The picture “x.bmp” has more than 60 million dots; send it smaller.",
    )


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.txt"),
        (r"C:\Users\li\报告.txt", "报告.txt"),
        ("a\u202etxt.exe\r\n.txt", "atxt.exe.txt"),
        ('"; rm <x>|.txt', "_; rm _x_.txt"),
        ("...", "file.txt"),
        (".txt", "txt.txt"),
        ("长" * 300 + ".txt", "长" * 196 + ".txt"),
    ],
)
def test_a_name_is_safe_to_show_and_to_save(given, kept):
    assert check_file(given, b"hello").name == kept


def test_the_bytes_lie_under_their_hash_for_the_owner_alone(db, at):
    stored = keep(b"hello", "a.txt", at, role="manual", internal=True)
    path = path_of(stored)
    assert stored.sha256 == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    assert (path.parent.name, path.name, stat.S_IMODE(path.stat().st_mode)) == ("2c", stored.sha256, 0o600)
    with open_file(stored) as content:
        assert content.read() == b"hello"
    assert (stored.size, stored.role, stored.internal, stored.added_at) == (5, "manual", True, at)
    assert os.listdir(path.parent) == [stored.sha256]


def test_the_same_bytes_are_stored_once_and_kept_with_each_thing(db, at):
    first, second = keep(b"hello", "a.txt", at), keep(b"hello", "b.txt", at)
    assert (first.sha256, StoredFile.objects.count()) == (second.sha256, 2)
    again = keep(b"hello", "a.txt", at, subject=Ref(first.subject_kind, first.subject_id))
    assert (again.id, StoredFile.objects.count()) == (first.id, 2)


def test_a_refused_file_leaves_nothing_behind(db, at, settings):
    with pytest.raises(FileRefused):
        keep(b"MZ\x90\x00", "x.exe", at)
    assert (StoredFile.objects.count(), settings.MEDIA_ROOT.exists()) == (0, False)


def test_a_transaction_taken_back_leaves_no_row(db, at):
    subject = Ref("request", new_id())
    with pytest.raises(RuntimeError), transaction.atomic():
        keep(b"hello", "a.txt", at, subject=subject)
        raise RuntimeError("taken back")
    assert list(files_of(subject)) == []


def test_lost_bytes_are_told_as_lost(db, at):
    stored = keep(b"hello", "a.txt", at)
    path_of(stored).unlink()
    with pytest.raises(Exception, match="The content of “a.txt” is missing in the data folder; put it back from a"):
        open_file(stored)


def test_a_half_written_file_is_written_anew(db, at):
    stored = keep(b"hello", "a.txt", at)
    path_of(stored).write_bytes(b"he")
    keep(b"hello", "a.txt", at)
    assert path_of(stored).read_bytes() == b"hello"
