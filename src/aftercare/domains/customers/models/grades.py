"""How customers are told apart: one grade each, any number of tags."""

from django.db import models

from aftercare.kit.models import Entity


class Grade(Entity):
    """A class of customers such as VIP; a lower rank is served first."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    rank = models.PositiveSmallIntegerField(default=100)

    def __str__(self) -> str:
        return self.name


class Tag(Entity):
    """A word that marks customers, such as 高价值."""

    name = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.name
