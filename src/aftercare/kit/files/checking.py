"""Check what arrives before anything is kept."""

from dataclasses import dataclass
from typing import Protocol

from aftercare.kit.files.kinds import kind_of
from aftercare.kit.files.names import safe_name
from aftercare.kit.files.pictures import redrawn
from aftercare.kit.files.refusals import FileEmpty, FileTooLarge

MEGABYTES = 20
MOST = MEGABYTES * 1024 * 1024


class Readable(Protocol):
    """An open file or an upload."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: its safe name, what it is, and the bytes that will be stored."""

    name: str
    content_type: str
    content: bytes

    @property
    def is_picture(self) -> bool:
        """Whether it is looked at."""
        return self.content_type.startswith("image/")


def check_file(name: str, content: bytes | Readable) -> CheckedFile:
    """Tell a file by its bytes, clean it and name it; no database is asked, so no lock need be held."""
    given = content if isinstance(content, bytes) else content.read(MOST + 1)
    shown = safe_name(name, ("",))
    if not given:
        raise FileEmpty(name=shown)
    if len(given) > MOST:
        raise FileTooLarge(name=shown, limit=MEGABYTES)
    kind = kind_of(given, shown)
    if kind.is_picture:
        given, kind = redrawn(given, kind, shown)
    return CheckedFile(safe_name(name, kind.endings), kind.content_type, given)
