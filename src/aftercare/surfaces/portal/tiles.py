"""What customers choose from before they write a word: the sorts of product, and the usual problems of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from aftercare.domains.catalog.models import Category, IncidentType, Product
from aftercare.domains.catalog.queries import first_categories, models_below, problems_below

MOST = 12
MOST_PROBLEMS = 8
MOST_MODELS = 60


@dataclass(frozen=True, slots=True)
class Tile:
    """A sort of product with its usual problems; `open` where one of them was chosen."""

    category: Category
    problems: Sequence[IncidentType]
    open: bool


def tiles(category: str, problem: str) -> list[Tile]:
    """The sorts of product, two or three statements for any number; what was chosen is open."""
    shown = list(first_categories(MOST))
    known: dict[str, list[IncidentType]] = {one.path: [] for one in shown}
    for one in problems_below(shown) if shown else ():
        path = next(path for path in known if (one.category.path if one.category else "").startswith(path))
        known[path].append(one)
    return [_tile(one, known[one.path], category, problem) for one in shown]


def _tile(category: Category, problems: list[IncidentType], chosen: str, problem: str) -> Tile:
    its_own = any(str(one.id) == problem for one in problems)
    few = [one for n, one in enumerate(problems) if n < MOST_PROBLEMS or str(one.id) == problem]
    return Tile(category, few, str(category.id) == chosen or its_own)


def models_of(category: Category | None) -> list[Product]:
    """Some models to choose from while typing."""
    return list(models_below(category, MOST_MODELS))
