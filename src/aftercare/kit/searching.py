"""Full-text search over tokens made in Python: a tsvector column with a GIN index, no dictionary in between."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Model, QuerySet

from aftercare.kit.words import wanted

M = TypeVar("M", bound=Model)
FEW = 2000  # ids that are named
NAMED = 500  # the same beside other conditions
ESCAPED = str.maketrans({"'": "''", "\\": "\\\\"})
NEWEST, OFTEN = 100, 2  # a word that so many of so many rows hold is common; what this misses is named or given up


class TokenQuery(SearchQuery):
    """A search for all of the given tokens, taken as they are."""

    def __init__(self, tokens: Sequence[tuple[str, bool]], **extra: Any) -> None:
        asked = " & ".join(f"'{token}':*" if only_beginning else f"'{token}'" for token, only_beginning in tokens)
        super().__init__(asked, config=None, search_type="raw", **extra)

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        return super().as_sql(*args, **{**kwargs, "template": "%(expressions)s::tsquery"})


def token_vector(tokens: Sequence[str]) -> str:
    """What to write into a `SearchVectorField`; at most as much as the database takes (tokens without positions)."""
    return " ".join(f"'{token.translate(ESCAPED)}'" for token in tokens)


def holding(rows: QuerySet[M], asked: SearchQuery) -> QuerySet[M]:
    """The rows whose words answer the search.

    Few are named by their ids: how rare a word is the database only guesses, and a list sorted by date would be walked
    to its end for the one request that holds a phone number. Of many the first lines are soon met by walking.
    """
    ids = _few(rows.model._default_manager.filter(search=asked))
    return rows.filter(search=asked) if ids is None else rows.filter(pk__among=ids)


def ids_of(rows: QuerySet[Any]) -> Any:
    """What `__in` takes for these rows: their ids where they are few, which an index answers; else the question."""
    ids = list(rows.order_by().values_list("pk", flat=True)[: NAMED + 1])
    return ids if len(ids) <= NAMED else rows.order_by().values("pk")


def _few(found: QuerySet[Any]) -> list[UUID] | None:
    """The ids of what is found, in one statement; None where they are many, or the newest rows are full of it."""
    table = connection.ops.quote_name(found.model._meta.db_table)
    holds, params = found.query.where.as_sql(found.query.get_compiler(connection=connection), connection)
    newest = f'SELECT "search" FROM {table} ORDER BY "id" DESC LIMIT {NEWEST}'  # nosec B608  names of models
    met = f"SELECT count(*) AS met FROM ({newest}) AS {table} WHERE {holds}"  # nosec B608
    hits = f'SELECT "id" FROM {table} WHERE {holds} AND probe.met < {OFTEN} LIMIT {FEW + 1}'  # nosec B608
    statement = f"SELECT met, id FROM ({met}) AS probe LEFT JOIN LATERAL ({hits}) AS hits ON true"  # nosec B608
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, *params])
        rows = cursor.fetchall()
    if rows[0][0] >= OFTEN or len(rows) > FEW:
        return None
    return [id for _met, id in rows if id is not None]


def search_for(text: str) -> TokenQuery | None:
    """What finds the words of a text in token columns; None where the text holds no words."""
    tokens = wanted(text)
    return TokenQuery(tokens) if tokens else None
