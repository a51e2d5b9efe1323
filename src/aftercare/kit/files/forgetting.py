"""Bytes that no row names: of forms that nobody sent in the end, of transactions that were taken back."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from aftercare.kit.models import StoredFile

GOING = ".going"


def forget_bytes(*, before: datetime) -> int:
    """Remove the bytes that were last put down before this instant and that no row names; returns how many files."""
    old = before.timestamp()
    return sum(_forget(folder, old) for folder in _folders())


def _folders() -> Iterator[Path]:
    """A folder for each two letters a hash begins with."""
    root = Path(settings.MEDIA_ROOT)
    yield from (folder for folder in sorted(root.glob("[0-9a-f][0-9a-f]")) if folder.is_dir())


def _forget(folder: Path, old: float) -> int:
    """What lies there is known by name and age alone, and asked for in one statement."""
    with os.scandir(folder) as entries:
        found = [Path(entry.path) for entry in entries if _is_older(entry, old)]
    whole = {path.stem: path for path in found if path.suffix in {"", GOING}}
    for draft in set(found) - set(whole.values()):
        draft.unlink(missing_ok=True)  # of a process that ended while it wrote
    named = _named(whole)
    going = [path for sha256, path in whole.items() if path.suffix or sha256 not in named]
    return sum(_remove(path, folder / path.stem, old) for path in going)


def _is_older(entry: os.DirEntry[str], instant: float) -> bool:
    """Whether it was put down before; what is renamed at this moment is not."""
    try:
        return entry.stat().st_mtime < instant
    except FileNotFoundError:
        return False


def _named(hashes: Iterable[str]) -> set[str]:
    return set(StoredFile.objects.filter(sha256__in=list(hashes)).values_list("sha256", flat=True))


def _remove(path: Path, place: Path, old: float) -> bool:
    """Out of the way first, then looked at once more: whoever puts the same bytes down meanwhile finds no file and
    writes it, or has made it young, and then it goes back."""
    going = place.with_suffix(GOING)
    try:
        path.rename(going)
        young = going.stat().st_mtime >= old
    except FileNotFoundError:
        return False
    if young or _named([place.name]):
        going.rename(place)
        return False
    going.unlink()
    return True
