"""Lists: a page of rows behind a cursor, and how many there are when that is asked."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated, Any, NotRequired, TypeVar

from django.db.models import Model, QuerySet
from ninja import Query
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from aftercare.kit.errors import Invalid
from aftercare.kit.paging import COUNTED_TO, MOST, Fetch, count_to, page
from aftercare.surfaces.api.errors import NoSuchPage
from aftercare.surfaces.api.fields import AskedFlag, Text

M = TypeVar("M", bound=Model)
# UUIDv7 keys rise with time: sorting by them is sorting by age, on the primary key's own index.
BY_AGE = "created_at"
# How a story is asked for: by the place of a fact in the ledger of its subject.
After = Annotated[int, Query(0, ge=0, le=2_147_483_647, description="Only what came after this place.")]
AtMost = Annotated[int, Query(100, ge=1, le=MOST, description="How many at most.")]


class Listing(BaseModel):
    """What every list is asked with; a noun adds its filters and `sort`."""

    limit: int = Field(50, ge=1, le=MOST, description="How many at most.")
    cursor: Text | None = Field(
        None, max_length=600, description="The `next` of the page before; leave it away for the first page."
    )
    total: AskedFlag = Field(
        False, description=f"Also say how many there are: exact to {COUNTED_TO}, then `{COUNTED_TO}+`."
    )

    def filters(self, **renamed: str) -> dict[str, Any]:
        """The filters that were given, by the names the database knows them by."""
        own = {"limit", "cursor", "total", "sort", "q", "expand"}
        given = {name: getattr(self, name) for name in self.model_fields_set - own}
        return {renamed.get(name, name): value for name, value in given.items() if value not in (None, [])}


@cache
def list_of(row: type) -> type:
    """The type of a page of such rows."""
    return TypedDict(  # type: ignore[operator]
        f"{row.__name__.removesuffix('Row').removesuffix('Shown')}List",
        {
            "items": list[row],  # type: ignore[valid-type]
            "next": Annotated[str | None, Field(description="The cursor of the next page; null at the end.")],
            "total": NotRequired[Annotated[str, Field(examples=["128", f"{COUNTED_TO}+"])]],
        },
    )


def each(show: Callable[[M], Any]) -> Callable[[Sequence[M]], list[Any]]:
    """Show rows one by one."""
    return lambda rows: [show(row) for row in rows]


def listed(
    rows: QuerySet[M],
    query: Any,
    show: Callable[[Sequence[M]], list[Any]],
    *,
    fetch: Fetch | None = None,
    **sorts: str,
) -> dict[str, Any]:
    """The page that was asked for; `show` turns all its rows at once, so that it can fetch what they share.

    `fetch` reads the rows of the page by their keys, where a line tells more than its filters need. `sorts` tells the
    columns behind sort names that are not columns themselves.
    """
    name = query.sort.lstrip("-")
    sort = query.sort.replace(name, {BY_AGE: "pk", **sorts}.get(name, name))
    try:
        found = page(rows, sort=sort, limit=query.limit, cursor=query.cursor, fetch=fetch)
    except Invalid as foreign:
        raise NoSuchPage() from foreign
    body = {"items": show(found.items), "next": found.next}
    return {**body, "total": count_to(rows)} if query.total else body
