"""What the law gives a consumer beside what is promised: refund, exchange and repair, each for so long."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from aftercare.domains.contracts.models.warranty import StartRule
from aftercare.kit.models import Entity


class StatutoryRule(Entity):
    """The periods of a regulation for some categories of products and all below them; 0 gives nothing."""

    name = models.CharField(max_length=120)
    regulation = models.CharField(max_length=160)
    source = models.CharField(max_length=300)  # who issued it under which number, when, and from when it holds
    categories = models.ManyToManyField("catalog.Category", related_name="+")
    start_rule = models.CharField(max_length=12, choices=StartRule.choices, default=StartRule.INVOICE)
    refund_days = models.PositiveSmallIntegerField(default=0)
    exchange_days = models.PositiveSmallIntegerField(default=0)
    repair_months = models.PositiveSmallIntegerField(default=0)
    main_parts_months = models.PositiveSmallIntegerField(default=0)
    note = models.TextField(blank=True, default="")
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(regulation="") & ~Q(source=""), name="statutory_rule_states_its_regulation"
            )
        ]

    def __str__(self) -> str:
        return self.name
