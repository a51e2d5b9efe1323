"""Checked files that wait for the form they belong to: the bytes are kept, a signed slip says which they are."""

import hashlib

from django.core import signing

from aftercare.kit.files.checking import CheckedFile
from aftercare.kit.files.storing import bytes_of, keep_bytes

SALT = "kit.files.waiting"
LONGEST = 24 * 3600  # seconds


def put_aside(checked: CheckedFile) -> str:
    """Keep the bytes without a row; whoever shows the slip within a day takes them up."""
    sha256 = hashlib.sha256(checked.content).hexdigest()
    keep_bytes(sha256, checked.content)
    return signing.dumps([sha256, checked.name, checked.content_type], salt=SALT)


def name_on(slip: str) -> str:
    """What the file of a slip is called; empty for a slip that is not from here or too old."""
    found = _read(slip)
    return found[1] if found else ""


def taken_up(slip: str) -> CheckedFile | None:
    """The file of a slip; None for one that is not from here, is too old, or whose bytes are gone."""
    found = _read(slip)
    content = bytes_of(found[0]) if found else None
    return CheckedFile(found[1], found[2], content) if found and content is not None else None


def _read(slip: str) -> tuple[str, str, str] | None:
    try:
        sha256, name, content_type = signing.loads(slip, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None
    return sha256, name, content_type
