"""Full-text search over tokens made in Python: a tsvector column with a GIN index, no dictionary in between."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func, Model, QuerySet, TextField, Value

from aftercare.kit.words import wanted

M = TypeVar("M", bound=Model)
FEW = 2000


class TokenQuery(SearchQuery):
    """A search for all of the given tokens, taken as they are."""

    def __init__(self, tokens: Sequence[tuple[str, bool]], **extra: Any) -> None:
        asked = " & ".join(f"'{token}':*" if only_beginning else f"'{token}'" for token, only_beginning in tokens)
        super().__init__(asked, config=None, search_type="raw", **extra)

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        return super().as_sql(*args, **{**kwargs, "template": "%(expressions)s::tsquery"})


def token_vector(tokens: Sequence[str]) -> Func:
    """What to write into a `SearchVectorField`; at most as much as the database takes (tokens without positions)."""
    return Func(
        Value(list(tokens), output_field=ArrayField(TextField())),
        function="array_to_tsvector",
        output_field=SearchVectorField(),
    )


def holding(rows: QuerySet[M], asked: SearchQuery) -> QuerySet[M]:
    """The rows whose words answer the search.

    Few are named by their ids: how rare a word is the database only guesses, and a list sorted by date would be walked
    to its end for the one request that holds a phone number. Of many the first lines are soon met by walking.
    """
    every: QuerySet[M] = rows.model._default_manager.filter(search=asked)
    ids = list(every.order_by().values_list("pk", flat=True)[: FEW + 1])
    return rows.filter(search=asked) if len(ids) > FEW else rows.filter(pk__among=ids)


def search_for(text: str) -> TokenQuery | None:
    """What finds the words of a text in token columns; None where the text holds no words."""
    tokens = wanted(text)
    return TokenQuery(tokens) if tokens else None
