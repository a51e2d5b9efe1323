"""Hand a file of records in, say what its columns mean, and have it checked."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.errors import NotATable, TooManyRows, UnknownNoun
from aftercare.domains.sheets.events import ImportDropped, ImportUploaded
from aftercare.domains.sheets.matching import checked_mapping, layout_of, proposed
from aftercare.domains.sheets.models import RememberedColumns, SheetImport
from aftercare.domains.sheets.policies import may_import, may_use_import
from aftercare.domains.sheets.states import FLOW
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.events import publish
from aftercare.kit.files import CheckedFile, check_file, keep_file
from aftercare.kit.files.checking import Readable
from aftercare.kit.jobs import put_jobs
from aftercare.kit.locking import as_expected, lock
from aftercare.kit.numbering import Series
from aftercare.kit.permissions import require
from aftercare.kit.sheets import CONTENT_TYPES, Sheet, read_sheet
from aftercare.kit.sheets.reading import SheetEmpty

NUMBERS = Series("IM", "sheet_import")
TABLES = ("text/csv", "text/plain", CONTENT_TYPES["xlsx"])
MOST_ROWS = 200_000


def upload_import(
    actor: Actor, *, noun: str, name: str, content: bytes | Readable, at: datetime, language: str = ""
) -> SheetImport:
    """Keep a file of records, with the meaning of its columns as far as it is known or can be guessed."""
    if noun not in LAYOUTS:
        raise UnknownNoun(noun=noun, known=", ".join(LAYOUTS))
    require(may_import(actor, noun))
    checked = check_file(name, content)
    if checked.content_type not in TABLES:
        raise NotATable(name=checked.name)
    sheet = read_sheet(checked.name, checked.content)
    rows = sum(1 for _line in sheet.lines)
    if not rows:
        raise SheetEmpty(name=checked.name)
    if rows > MOST_ROWS:
        raise TooManyRows(name=checked.name, most=f"{MOST_ROWS:,}")
    return _keep(actor, noun, checked, sheet, rows, language, at)


@transaction.atomic
def _keep(
    actor: Actor, noun: str, checked: CheckedFile, sheet: Sheet, rows: int, language: str, at: datetime
) -> SheetImport:
    layout = layout_of(sheet.heads)
    remembered = RememberedColumns.objects.filter(noun=noun, layout=layout).first()
    made = SheetImport.objects.create(
        number=NUMBERS.next(day_of(at).year),
        noun=noun,
        file_name=checked.name,
        encoding=sheet.encoding,
        heads=[head[:200] for head in sheet.heads],
        layout=layout,
        mapping=remembered.mapping if remembered else proposed(noun, sheet.heads),
        language=language,
        rows=rows,
        uploaded_by_id=_person(actor),
        uploaded_at=at,
    )
    keep_file(checked, subject=made.ref, actor=actor, at=at, role="sheet", internal=True)
    publish(actor, ImportUploaded(import_id=made.id, number=made.number, noun=noun), at=at)
    return made


def _person(actor: Actor) -> UUID | None:
    return actor.id if actor.kind is ActorKind.PERSON else None


@transaction.atomic
def check_import(
    actor: Actor,
    sheet_import: SheetImport,
    *,
    at: datetime,
    mapping: Mapping[str, str] | None = None,
    expected: int | None = None,
) -> SheetImport:
    """Have every row held against what is here; `mapping` says anew which heading (by its place) is which column.

    What the columns mean is remembered for the next file with these headings.
    """
    require(may_use_import(actor, sheet_import))
    held = lock(SheetImport.objects.all(), sheet_import.id)
    as_expected(held, expected)
    FLOW.move(held, "check")
    held.mapping = checked_mapping(LAYOUTS[held.noun], held.heads, held.mapping if mapping is None else mapping)
    held.position = held.dealt_with = 0
    held.save()
    RememberedColumns.objects.update_or_create(noun=held.noun, layout=held.layout, defaults={"mapping": held.mapping})
    put_jobs("sheets.check", [{"import_id": str(held.id)}])
    return held


@transaction.atomic
def drop_import(actor: Actor, sheet_import: SheetImport, *, at: datetime) -> SheetImport:
    """Want nothing of a file that wrote nothing yet."""
    require(may_use_import(actor, sheet_import))
    held = lock(SheetImport.objects.all(), sheet_import.id)
    move = FLOW.move(held, "drop")
    held.ended_at = at
    held.save()
    publish(actor, ImportDropped(import_id=held.id), at=at, move=move)
    return held
