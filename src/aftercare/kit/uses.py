"""What still points at rows that are to go: every foreign key of every room is asked, the rows' own parts apart."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Model


def uses_of(model: type[Model], ids: Collection[Any], *, apart: Collection[type[Model]] = ()) -> dict[Any, Model]:
    """For each of these ids that is pointed at, one row that does; rows of the models `apart` do not count."""
    found: dict[Any, Model] = {}
    for user, name, attribute in _pointing(model):
        if user in apart or not ids:
            continue
        rows = user._base_manager.filter(**{f"{name}__in": list(ids)}).order_by(attribute, "pk").distinct(attribute)
        for row in rows.defer(*_heavy(user)):
            found.setdefault(getattr(row, attribute), row)
    return found


def _pointing(model: type[Model]) -> Iterator[tuple[type[Model], str, str]]:
    """The models with a foreign key to this one, and the key's name and attribute."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            key: Any = relation.field  # type: ignore[union-attr]
            yield relation.related_model, key.name, key.attname  # type: ignore[misc]


def _heavy(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.name == "search"]
