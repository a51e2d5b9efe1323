"""Keyset paging: a page costs the same wherever it lies, and rows that come or go shift nothing."""

import base64
import binascii
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

import orjson
from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Invalid

M = TypeVar("M", bound=Model)
Fetch = Callable[[list[Any]], Iterable[Any]]
MOST = 200
COUNTED_TO = 10_000
FOREIGN = _("This cursor does not belong to this list; start again without one.")


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Some rows and the cursor behind the last, or None at the end."""

    items: Sequence[M]
    next: str | None


def page(
    rows: QuerySet[M], *, sort: str, limit: int = 50, cursor: str | None = None, fetch: Fetch | None = None
) -> Page[M]:
    """The next `limit` rows behind `cursor`, ordered by the field `sort` (`-` for descending), ties by id.

    Rows whose sort field is empty come last in both directions. With `fetch` only keys are sorted, and it is handed
    those of the page: where many rows fit, they need not all be joined with what a page tells of fifty.
    """
    name, falling = sort.lstrip("-"), sort.startswith("-")
    empties = name != "pk" and rows.model._meta.get_field(name).null
    limit = max(1, min(limit, MOST))
    if cursor:
        rows = rows.filter(_behind(name, falling, empties, *_read(cursor, sort, rows)))
    rows = rows.order_by(*_order(name, falling, empties))
    if fetch is not None:
        return _fetched(list(rows.values_list("pk", name)[: limit + 1]), sort, limit, fetch)
    return page_of(list(rows[: limit + 1]), sort=sort, limit=limit)


def page_of(found: Sequence[M], *, sort: str, limit: int) -> Page[M]:
    """The page of rows that were read in that order, one more than its `limit` where there are more."""
    if len(found) <= limit:
        return Page(found, None)
    last = found[limit - 1]
    return Page(found[:limit], _write(sort, getattr(last, sort.lstrip("-")), last.pk))


def _fetched(keys: Sequence[tuple[Any, Any]], sort: str, limit: int, fetch: Fetch) -> Page[Any]:
    found = {row.pk: row for row in fetch([pk for pk, _value in keys[:limit]])}
    last = keys[limit - 1] if len(keys) > limit else None
    items = [found[pk] for pk, _value in keys[:limit] if pk in found]
    return Page(items, _write(sort, last[1], last[0]) if last else None)


def count_to(rows: QuerySet[M], most: int = COUNTED_TO) -> str:
    """The exact number of rows, or `10000+` where counting on would cost without telling more."""
    seen = rows.order_by().values("pk")[: most + 1].count()
    return f"{most}+" if seen > most else str(seen)


def _order(name: str, falling: bool, empties: bool) -> list[Any]:
    """The order by a field and the id. `NULLS LAST` only where there are empties: it keeps indexes from being used."""
    tie = "-pk" if falling else "pk"
    if name == "pk":
        return [tie]
    if not empties:
        return [f"-{name}" if falling else name, tie]
    return [F(name).desc(nulls_last=True) if falling else F(name).asc(nulls_last=True), tie]


def _behind(name: str, falling: bool, empties: bool, value: Any, pk: Any) -> Q:
    after = "lt" if falling else "gt"
    if value is None:
        return Q(**{f"{name}__isnull": True, f"pk__{after}": pk})
    if name == "pk":
        return Q(**{f"pk__{after}": pk})
    # The first condition alone is what an index can start at; the second lets go of the ties already shown.
    behind = Q(**{f"{name}__{after}e": value}) & (Q(**{f"{name}__{after}": value}) | Q(**{f"pk__{after}": pk}))
    return behind | Q(**{f"{name}__isnull": True}) if empties else behind


def _write(sort: str, value: Any, pk: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([sort, _plain(value), str(pk)])).decode().rstrip("=")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (datetime, date)) else str(value) if _texted(value) else value


def _texted(value: Any) -> bool:
    return isinstance(value, (UUID, Decimal))


def _read(cursor: str, sort: str, rows: QuerySet[M]) -> tuple[Any, Any]:
    """The last row's sort value and id; a cursor that is not ours, or of another order, is refused."""
    try:
        made_for, value, pk = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if made_for != sort:
            raise ValueError(sort)
        meta, name = rows.model._meta, sort.lstrip("-")
        field = meta.pk if name == "pk" else meta.get_field(name)
        return (None if value is None else field.to_python(value)), meta.pk.to_python(pk)  # type: ignore[union-attr]
    except (ValueError, TypeError, binascii.Error, ValidationError) as reason:
        raise Invalid(FOREIGN) from reason
