"""Reads of the hottest paths, compiled once.

Each time a queryset runs, the ORM writes its SQL anew, which for a wide row costs more than the database needs to
answer it. A compiled read keeps the SQL and only takes other values.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from types import SimpleNamespace
from typing import Any, Generic, ParamSpec, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import connection, connections
from django.db.models import Lookup, Model, QuerySet, UUIDField
from django.db.models.query import ModelIterable, ValuesListIterable

from aftercare.kit.ids import new_id

M = TypeVar("M", bound=Model)
P = ParamSpec("P")
_by_id: "WeakKeyDictionary[QuerySet[Any], Read[Any]]" = WeakKeyDictionary()


@UUIDField.register_lookup
class Among(Lookup):
    """`id__among=[…]`: one of a list that is a single value, so that the SQL is the same however long the list."""

    lookup_name = "among"

    def get_prep_lookup(self) -> list[UUID]:
        return list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """`= ANY(…)`."""
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", (*params, self.rhs)


def compiled(build: Callable[P, QuerySet[M]]) -> Callable[P, list[M]]:
    """Answer with the rows of the queryset that the function builds; it is built at the first call only.

    Its arguments are positions in the SQL, so it may use them as values and do nothing else with them. None is no
    such value.
    """
    reads: list[Read[M]] = []

    @wraps(build)
    def read(*values: P.args, **none: P.kwargs) -> list[M]:
        if not reads:
            reads.append(read_of(build, values))
        return reads[0].run(values)

    return read


def row_of(rows: QuerySet[M], id: UUID) -> M:
    """The row of an id, as `rows.get(pk=id)` finds it; `rows` kept in a constant are compiled once."""
    read = _by_id.get(rows)
    if read is None:
        read = _by_id[rows] = read_of(lambda mark: rows.filter(pk=mark), [id])
    found: list[M] = read.run([id])
    if not found:
        raise rows.model.DoesNotExist(f"There is no {rows.model.__name__} {id}.")  # type: ignore[attr-defined]
    return found[0]


def read_of(build: Callable[..., QuerySet[M]], like: Sequence[Any]) -> "Read[M]":
    """Compile the queryset for values of the same types as these."""
    marks = [_mark(type(value), place) for place, value in enumerate(like)]
    return Read(build(*marks), marks)


class Read(Generic[M]):
    """The SQL of a queryset with the places of its values."""

    def __init__(self, rows: QuerySet[M], marks: Sequence[Any]) -> None:
        self.tuples = rows._iterable_class is ValuesListIterable
        self.compiler = rows.query.get_compiler(using=rows.db)
        self.sql, self.params = self.compiler.as_sql()
        self.converters = self.compiler.get_converters([column[0] for column in self.compiler.select])
        self.places = [[n for n, given in enumerate(self.params) if _same(given, mark)] for mark in marks]
        if not all(self.places):
            raise TypeError("A value of a compiled read must stand in its SQL as it is.")

    def run(self, values: Sequence[Any]) -> list[M]:
        """The rows for these values."""
        params = list(self.params)
        for places, value in zip(self.places, values, strict=True):
            if value is None:
                raise TypeError("None is no value of a compiled read.")
            for place in places:
                params[place] = value
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        rows = self._converted(found) if self.converters else found
        return rows if self.tuples else list(ModelIterable(self._answered(rows)))

    def _converted(self, found: "list[Any]") -> "list[Any]":
        """The rows with the values that Django reads in its own way."""
        own = connections[self.compiler.using]
        rows = [list(row) for row in found]
        for place, (converts, column) in self.converters.items():
            for row in rows:
                for convert in converts:
                    row[place] = convert(row[place], column, own)
        return [tuple(row) for row in rows]

    def _answered(self, rows: "list[Any]") -> Any:
        """What Django's own iterable of models takes for a queryset, with these rows as its answer."""
        known = self.compiler
        compiler = SimpleNamespace(
            select=known.select,
            klass_info=known.klass_info,
            annotation_col_map=known.annotation_col_map,
            execute_sql=lambda **_options: rows,
            results_iter=iter,
        )
        query = SimpleNamespace(get_compiler=lambda using: compiler)
        return SimpleNamespace(db=known.using, query=query, _known_related_objects={})


def _mark(kind: type, place: int) -> Any:
    """A value of the kind that no queryset holds by chance."""
    if issubclass(kind, UUID):
        return new_id()
    if issubclass(kind, list):
        return [new_id()]
    if issubclass(kind, str):
        return f"mark-{new_id()}"
    if issubclass(kind, datetime):
        return datetime(1901, 1, 1, tzinfo=UTC) + timedelta(days=place, microseconds=731)
    if issubclass(kind, date):
        return date(1901, 1, 1) + timedelta(days=place)
    if issubclass(kind, int) and not issubclass(kind, bool):
        return 1_900_000_731 + place
    raise TypeError(
        f"A compiled read takes ids and lists of them, words, instants, days and whole numbers, not {kind.__name__}."
    )


def _same(given: Any, mark: Any) -> bool:
    return type(given) is type(mark) and bool(given == mark)
