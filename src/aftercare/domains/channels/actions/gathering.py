"""Put what a person is told on their page: a line for each fact, or one an hour for what comes in floods."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Func, JSONField, Value
from django.db.models.functions import Greatest

from aftercare.domains.channels.kinds import Kind
from aftercare.domains.channels.models import Notification
from aftercare.kit.rows import insert_rows

LAST = 20  # facts of a line by which one that is seen again is known; what is tried again comes soon


def put_on_pages(rows: Sequence[Notification], kind: Kind, *, key: str, at: datetime) -> list[Notification]:
    """Write the lines of one fact, a person each; returns those that are new, or unread again with one more fact.

    `key` names the fact. Seen again it changes nothing.
    """
    if not rows:
        return []
    for row in rows:
        row.key = f"{kind.code}:{at:%Y%m%d%H}:{row.person_id}" if kind.many else f"{key}:{row.person_id}"
        if kind.many:
            row.params = {**row.params, "last": [key]}
    new = insert_rows(rows, once="key")
    return [*new, *_gathered({row.key for row in rows} - {row.key for row in new}, key, at)] if kind.many else new


def _gathered(keys: set[str], key: str, at: datetime) -> list[Notification]:
    """Count the fact in the lines of this hour that do not tell of it yet; returns those that had been read."""
    if not keys:
        return []
    lines = Notification.objects.filter(key__in=keys).exclude(params__last__contains=[key])
    held = list(lines.select_for_update().order_by("id"))
    more = {"params": _with(key), "facts": F("facts") + 1, "at": Greatest("at", Value(at))}
    changed = {**more, "read_at": None, "version": F("version") + 1}
    Notification.objects.filter(pk__in=[row.pk for row in held]).update(**changed)
    return [row for row in held if row.read_at is not None]


def _with(key: str) -> Func:
    """The params with one fact more before the others, of which the oldest falls away."""
    more = (F("params"), Value("{last,0}"), Value(key, JSONField()))
    bounded = f"%(function)s(%(expressions)s) #- '{{last,{LAST}}}'"
    return Func(*more, function="jsonb_insert", template=bounded, output_field=JSONField())
