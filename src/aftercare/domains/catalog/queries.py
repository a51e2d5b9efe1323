"""Reads of the room: products, parts and incident types by any word of their names or numbers."""

import re
from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from aftercare.domains.catalog.models import Category, FaultCode, IncidentType, Part, Product, Skill
from aftercare.kit.searching import holding, search_for, token_vector
from aftercare.kit.words import bigrams, merged, sounds

M = TypeVar("M", bound=Model)


def searched(rows: QuerySet[M], q: str) -> QuerySet[M]:
    """The products, parts or incident types among `rows` that hold every word of `q`."""
    if not q.strip():
        return rows
    asked = search_for(q)
    return rows.none() if asked is None else holding(rows, asked)


def words_of(*texts: str) -> str:
    """What to write into `search`: the words of these texts, Chinese ones also by their sound."""
    return token_vector(merged([*(bigrams(text) for text in texts), *(sounds(text) for text in texts)]))


def known_skills(codes: Iterable[str]) -> set[str]:
    """Which of these codes are skills."""
    return set(Skill.objects.filter(code__in=list(codes)).values_list("code", flat=True))


def known_parts(numbers: Iterable[str]) -> set[str]:
    """Which of these numbers are parts."""
    return set(Part.objects.filter(number__in=list(numbers)).values_list("number", flat=True))


def serial_fits(product: Product, serial: str) -> bool:
    """Whether a whole serial number keeps the product's rule."""
    return not product.serial_pattern or re.fullmatch(product.serial_pattern, serial) is not None


def categories_above(category: Category | None) -> list[UUID]:
    """The ids of a category and everything above it, the nearest first."""
    return [UUID(part) for part in reversed(category.path.strip("/").split("/"))] if category else []


def fault_codes(kind: str, category: Category | None) -> QuerySet[FaultCode]:
    """The codes in use of one list that fit a category: its own, those above it, and those of all products.

    Where no category is known, every code of the list.
    """
    fitting = Q(category=None) | Q(category_id__in=categories_above(category)) if category else Q()
    return FaultCode.objects.filter(fitting, kind=kind, active=True).order_by("code", "id")


def incident_types(category: Category | None) -> QuerySet[IncidentType]:
    """The types of problem that fit a category: its own, those above it, and those of all products."""
    fitting = Q(category=None) | Q(category_id__in=categories_above(category))
    return IncidentType.objects.filter(fitting).order_by("code", "id")


def first_categories(most: int) -> QuerySet[Category]:
    """Where somebody who knows no model begins: the top of the tree, or below it where that is one node alone."""
    top = Category.objects.filter(parent=None)
    ids = list(top.values_list("pk", flat=True)[:2])
    shown = Category.objects.filter(parent=ids[0]) if len(ids) == 1 else top
    return (shown if shown.exists() else top).order_by("name", "id")[:most]


def problems_below(categories: Iterable[Category]) -> QuerySet[IncidentType]:
    """The types of problem of these categories and of everything below them."""
    below = Q(pk__in=())
    for category in categories:
        below |= Q(category__path__startswith=category.path)
    return IncidentType.objects.filter(below).select_related("category").order_by("code", "id")


def models_below(category: Category | None, most: int) -> QuerySet[Product]:
    """Models to choose from, of one category and below or of all."""
    rows = Product.objects.filter(category__path__startswith=category.path) if category else Product.objects.all()
    return rows.order_by("number", "id")[:most]
