"""Keep checked files: the bytes in the data folder by their hash, the row in the database."""

import hashlib
import os
import secrets
import shutil
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db.models import QuerySet

from aftercare.kit.actor import Actor
from aftercare.kit.files.checking import CheckedFile, Readable, check_file
from aftercare.kit.files.refusals import FileLost
from aftercare.kit.ids import Ref
from aftercare.kit.models import StoredFile


def store_file(
    *,
    subject: Ref,
    name: str,
    content: bytes | Readable,
    actor: Actor,
    at: datetime,
    role: str = "attachment",
    internal: bool = False,
) -> StoredFile:
    """Check a file and keep it with a thing; `internal` ones are for colleagues only."""
    checked = check_file(name, content)
    return keep_file(checked, subject=subject, actor=actor, at=at, role=role, internal=internal)


def keep_file(
    checked: CheckedFile,
    *,
    subject: Ref,
    actor: Actor,
    at: datetime,
    role: str = "attachment",
    internal: bool = False,
) -> StoredFile:
    """Keep a checked file with a thing; the same bytes in the same role are kept once.

    The bytes are on disk before the row commits, so a row never points at nothing; a transaction that is taken back
    leaves bytes that no row names.
    """
    sha256 = hashlib.sha256(checked.content).hexdigest()
    known = files_of(subject).filter(sha256=sha256, role=role, internal=internal).first()
    if known is not None:
        return known
    keep_bytes(sha256, checked.content)
    return StoredFile.objects.create(
        subject_kind=subject.kind,
        subject_id=subject.id,
        name=checked.name,
        content_type=checked.content_type,
        size=len(checked.content),
        sha256=sha256,
        role=role,
        internal=internal,
        added_by=actor.id,
        added_at=at,
    )


def files_of(subject: Ref) -> QuerySet[StoredFile]:
    """A thing's files in the order they came."""
    return StoredFile.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("id")


def path_of(stored: StoredFile) -> Path:
    """Where the bytes are."""
    return _path(stored.sha256)


def open_file(stored: StoredFile) -> BinaryIO:
    """The stored bytes, open for reading."""
    try:
        return path_of(stored).open("rb")
    except FileNotFoundError as gone:
        raise FileLost(name=stored.name) from gone


def forget_files() -> None:
    """Remove every kept file; for a system whose rows are gone as well."""
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def keep_bytes(sha256: str, content: bytes) -> None:
    """Put bytes on disk under their hash; the same ones stand there once."""
    _write(_path(sha256), content)


def bytes_of(sha256: str) -> bytes | None:
    """The bytes of a hash, or None where they are not here."""
    try:
        return _path(sha256).read_bytes()
    except FileNotFoundError:
        return None


def _path(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def _write(path: Path, content: bytes) -> None:
    """Put the bytes in place whole or not at all, readable by the owner only, and wait until the disk has them."""
    if _stands(path, len(content)):
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _stands(path: Path, size: int) -> bool:
    """Whether the bytes lie there already; they are young again, so that nobody takes them for left behind."""
    try:
        os.utime(path)
        return path.stat().st_size == size
    except FileNotFoundError:
        return False
