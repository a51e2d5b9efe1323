"""The rules, when they were last applied to everybody, and how each customer stands by them."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from aftercare.kit.models import Entity


class GradingRules(Entity):
    """A version of the rules; the newest counts, the older stay for what was given by them.

    A row is written once: its `version` numbers the rules from 1.
    """

    values = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["version"], name="grading_rules_numbered_once")]

    def __str__(self) -> str:
        return str(self.version)


class GradingPass(Entity):
    """One walk over all customers; its `borders` part them into quintiles until the next."""

    rules = models.ForeignKey(GradingRules, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    borders = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d}"


class Standing(Entity):
    """What the rules last said of a customer and by which facts; `tags` are those the rules gave, no others."""

    customer = models.OneToOneField("customers.Customer", on_delete=models.PROTECT, related_name="+")
    rules = models.ForeignKey(GradingRules, on_delete=models.PROTECT, related_name="+")
    grade = models.ForeignKey("customers.Grade", on_delete=models.PROTECT, null=True, related_name="+")
    place = models.PositiveSmallIntegerField(null=True)
    tags = ArrayField(models.UUIDField(), default=list)
    facts = models.JSONField(default=dict)
    judged_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.customer_id} {self.place}"
