"""Put what a person is told on their page: a line for each fact, or one an hour for what comes in floods."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Func, JSONField, Value
from django.db.models.functions import Greatest

from aftercare.domains.channels.kinds import Kind
from aftercare.domains.channels.models import Notification
from aftercare.kit.rows import insert_rows


def put_on_pages(rows: Sequence[Notification], kind: Kind, *, key: str, at: datetime) -> list[Notification]:
    """Write the lines of one fact, a person each; returns those that are new, or unread again with one more fact.

    `key` names the fact. Seen again it changes nothing.
    """
    if not rows:
        return []
    for row in rows:
        row.key = f"{kind.code}:{at:%Y%m%d%H}:{row.person_id}" if kind.many else f"{key}:{row.person_id}"
        if kind.many:
            row.params = {**row.params, "facts": [key]}
    new = insert_rows(rows, once="key")
    return [*new, *_gathered({row.key for row in rows} - {row.key for row in new}, key, at)] if kind.many else new


def _gathered(keys: set[str], key: str, at: datetime) -> list[Notification]:
    """Add the fact to the lines of this hour that do not tell of it yet."""
    if not keys:
        return []
    lines = Notification.objects.filter(key__in=keys).exclude(params__facts__contains=[key])
    held = list(lines.select_for_update().order_by("id"))
    changed = {"params": _with(key), "at": Greatest("at", Value(at)), "read_at": None, "version": F("version") + 1}
    Notification.objects.filter(pk__in=[row.pk for row in held]).update(**changed)
    return held


def _with(key: str) -> Func:
    """The params with one fact more, put behind the last."""
    parts = (F("params"), Value("{facts,-1}"), Value(key, JSONField()), Value(True))
    return Func(*parts, function="jsonb_insert", output_field=JSONField())
