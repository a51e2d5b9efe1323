"""What a surface hands to the larger components; a dict with the same keys does as well."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class RailItem:
    """One place to go; `count` is shown when it is not None, `group` is the heading it stands under.

    With `count_id` the count has an element of its own, which keeps it true; nothing is shown of 0.
    """

    label: Words
    url: str
    icon: str
    count: int | str | None = None
    active: bool = False
    group: Words = ""
    count_id: str = ""


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A filter in one click; a removable one is set now and its link takes it away."""

    label: Words
    url: str
    active: bool = False
    count: int | str | None = None
    removable: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A field that changed, in the reader's words."""

    label: Words
    old: object = None
    new: object = None


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that stands with a line; a picture is shown small."""

    name: str
    url: str
    size: int = 0
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline: `text` says what happened, `body` is what was written or said.

    A quiet one tells what the house noticed by itself; several in a row are shown folded under one line. What is
    `internal` stays among colleagues, what is `shown` the customer reads too, what is `theirs` the customer said.
    """

    at: datetime
    text: Words
    who: object = None
    icon: str = "point"
    tone: str = "neutral"
    body: str = ""
    changes: Sequence[Change] = ()
    internal: bool = False
    url: str = ""
    quiet: bool = False
    shown: bool = False
    theirs: bool = False
    files: Sequence[Attached] = ()
    notes: Sequence[Words] = ()
