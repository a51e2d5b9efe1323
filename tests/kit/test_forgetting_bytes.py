"""Bytes that no row names go when they are old; what a row names, or somebody puts down meanwhile, stays."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from aftercare.kit.actor import system
from aftercare.kit.files import CheckedFile, forget_bytes, forgetting, keep_file, open_file, put_aside, taken_up
from aftercare.kit.ids import Ref, new_id
from aftercare.kit.models import StoredFile

pytestmark = pytest.mark.django_db
HOUSE = system("tests")
NOTE = CheckedFile("note.txt", "text/plain", b"left behind")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def lying(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def age(folder: Path, at, **past: float) -> None:
    then = (at - timedelta(**past)).timestamp()
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (then, then))


def test_what_no_row_names_goes_when_it_is_old(folder, at):
    slip, kept = (
        put_aside(NOTE),
        keep_file(CheckedFile("a.txt", "text/plain", b"kept"), subject=Ref("x", new_id()), actor=HOUSE, at=at),
    )
    age(folder, at, days=1)
    assert forget_bytes(before=at - timedelta(days=2)) == 0
    age(folder, at, days=3)
    assert forget_bytes(before=at - timedelta(days=2)) == 1
    assert (lying(folder), taken_up(slip), open_file(kept).read()) == ([kept.sha256], None, b"kept")


def test_what_is_put_down_again_is_young_again(folder, at):
    put_aside(NOTE)
    age(folder, at, days=3)
    slip = put_aside(NOTE)
    assert forget_bytes(before=at - timedelta(days=2)) == 0
    assert taken_up(slip) == NOTE


def test_a_row_that_comes_while_bytes_are_going_brings_them_back(folder, at, monkeypatch):
    put_aside(NOTE)
    age(folder, at, days=3)
    looked, asked = forgetting._named, []

    def named(hashes):
        found = looked(hashes)
        if not asked:  # between the first look and the second somebody keeps the same bytes
            asked.append(keep_file(NOTE, subject=Ref("x", new_id()), actor=HOUSE, at=at))
        return found

    monkeypatch.setattr(forgetting, "_named", named)
    assert forget_bytes(before=at - timedelta(days=2)) == 0
    assert open_file(StoredFile.objects.get()).read() == NOTE.content


def test_what_a_crash_left_half_written_goes_and_what_it_left_half_gone_comes_back(folder, at):
    kept = keep_file(NOTE, subject=Ref("x", new_id()), actor=HOUSE, at=at)
    place = folder / kept.sha256[:2] / kept.sha256
    place.rename(place.with_suffix(".going"))
    place.with_name(f"{kept.sha256}.0a1b2c3d").write_bytes(b"half")
    age(folder, at, days=3)
    assert forget_bytes(before=at - timedelta(days=2)) == 0
    assert (lying(folder), open_file(kept).read()) == ([kept.sha256], NOTE.content)
