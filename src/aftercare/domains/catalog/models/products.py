"""What customers own: a tree of categories with the models in it."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from aftercare.kit.models import Entity


class Category(Entity):
    """A node of the product tree; `path` holds the ids from the root to itself."""

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    code = models.SlugField(max_length=40, unique=True, allow_unicode=True)
    name = models.CharField(max_length=120)
    path = models.TextField(default="", editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["path"], name="category_path", opclasses=["text_pattern_ops"])]

    def __str__(self) -> str:
        return self.name


class Product(Entity):
    """A model; `serial_pattern` is the regular expression its whole serial numbers match, empty where any will do."""

    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="products")
    number = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    brand = models.CharField(max_length=80, blank=True, default="")
    serial_pattern = models.CharField(max_length=200, blank=True, default="")
    expected_life_months = models.PositiveSmallIntegerField(null=True)
    external_id = models.CharField(max_length=80, unique=True, null=True)
    search = SearchVectorField(null=True, editable=False)

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["search"], name="product_search")]

    def __str__(self) -> str:
        return self.name
