"""The service request: what a customer wants, and how far the loop has come."""

from collections.abc import Mapping
from functools import partial
from secrets import token_urlsafe
from types import MappingProxyType
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from aftercare.domains.contracts.models import Priority
from aftercare.domains.requests.states import OPEN, State
from aftercare.kit.models import Entity


class Channel(models.TextChoices):
    """Where a request came from."""

    PHONE = "phone"
    PORTAL = "portal"
    MAIL = "mail"
    CHAT = "chat"
    SOCIAL = "social"
    MOBILE = "mobile"
    API = "api"
    DEVICE = "device"


class ServiceRequest(Entity):
    """One wish of one customer, from its entry to a satisfied call-back or a recorded decision."""

    noun = "request"
    as_held: Mapping[str, Any] = MappingProxyType({})  # its columns when it was locked, to write only what differs
    behalf = ""  # the role on whose behalf the move in hand is made; kept in the ledger, not here

    number = models.CharField(max_length=20, unique=True)
    external_id = models.CharField(max_length=80, null=True, unique=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PENDING)
    stage = models.CharField(max_length=40, blank=True, default="")
    state_since = models.DateTimeField()
    kind = models.ForeignKey("requests.RequestKind", on_delete=models.PROTECT, related_name="+")
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")
    problem_type = models.ForeignKey("catalog.IncidentType", on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.PHONE)

    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey("customers.Contact", on_delete=models.PROTECT, null=True, related_name="+")
    site = models.ForeignKey("customers.Site", on_delete=models.PROTECT, null=True, related_name="+")
    device = models.ForeignKey("devices.Device", on_delete=models.PROTECT, null=True, related_name="+")
    product = models.ForeignKey("catalog.Product", on_delete=models.PROTECT, null=True, related_name="+")
    # The kind of product, where no device tells it.
    category = models.ForeignKey(
        "catalog.Category", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    unit = models.ForeignKey("accounts.OrganisationUnit", on_delete=models.PROTECT, null=True, related_name="+")

    submitted_at = models.DateTimeField()
    submitted_by = models.UUIDField(null=True)
    required_at = models.DateTimeField()
    originally_required_at = models.DateTimeField()
    wished_from = models.DateTimeField(null=True)  # when the customer would like somebody to come: a wish, no promise
    wished_to = models.DateTimeField(null=True)
    date_given = models.BooleanField(default=False, db_default=False)  # somebody named the date; else it is promised
    level = models.ForeignKey("contracts.ServiceLevel", on_delete=models.PROTECT, related_name="+")
    calendar = models.ForeignKey("accounts.Calendar", on_delete=models.PROTECT, related_name="+")
    targets = models.JSONField(default=dict)  # clock kind → seconds promised
    coverage = models.JSONField(default=dict)

    engineer = models.ForeignKey("workforce.Engineer", on_delete=models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, null=True, related_name="+")
    working = models.BooleanField(default=False)
    break_until = models.DateTimeField(null=True)  # until when a pause of the work on site takes nothing away
    attempts_made = models.PositiveSmallIntegerField(default=0)
    failed_attempts = models.PositiveSmallIntegerField(default=0)
    series = models.PositiveSmallIntegerField(default=1)

    suspended_from = models.CharField(max_length=12, blank=True, default="")
    suspended_until = models.DateTimeField(null=True)
    suspended_for = models.ForeignKey("contracts.PauseReason", on_delete=models.PROTECT, null=True, related_name="+")
    locked_for = models.CharField(max_length=20, blank=True, default="")
    rule_due_at = models.DateTimeField(null=True)

    first_response_at = models.DateTimeField(null=True)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.UUIDField(null=True)
    unreachable_tries = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    satisfaction = models.PositiveSmallIntegerField(null=True)
    decision = models.CharField(max_length=40, blank=True, default="")
    signed_off_at = models.DateTimeField(null=True)
    sign_off_note = models.CharField(max_length=20, blank=True, default="")

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    repeat_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    link_key = models.CharField(max_length=32, default=partial(token_urlsafe, 16), db_default="", editable=False)
    search = SearchVectorField(null=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="request_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | models.Q(satisfaction__gte=3) | ~models.Q(decision=""),
                name="request_closed_only_satisfied_or_decided",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="locked") | ~models.Q(locked_for=""), name="request_locked_for_a_reason"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="suspended") | models.Q(suspended_until__isnull=False),
                name="request_suspended_until_an_instant",
            ),
            models.CheckConstraint(
                condition=models.Q(wished_from=None, wished_to=None)
                | models.Q(wished_from__isnull=False, wished_to__isnull=False, wished_from__lt=models.F("wished_to")),
                name="request_wish_has_both_ends",
            ),
            models.CheckConstraint(condition=models.Q(priority__gte=1, priority__lte=4), name="request_priority_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["rule_due_at"], name="request_rule", condition=models.Q(rule_due_at__isnull=False)),
            models.Index(fields=["state", "id"], name="request_state"),
            models.Index(
                fields=["required_at", "id"], name="request_open_required", condition=models.Q(state__in=OPEN)
            ),
            models.Index(fields=["priority", "id"], name="request_open_priority", condition=models.Q(state__in=OPEN)),
            models.Index(fields=["required_at", "id"], name="request_required"),
            models.Index(
                fields=["submitted_by", "id"],
                name="request_submitted_by",
                condition=models.Q(submitted_by__isnull=False),
            ),
            models.Index(fields=["customer", "id"], name="request_customer"),
            models.Index(fields=["device", "id"], name="request_device", condition=models.Q(device__isnull=False)),
            models.Index(
                fields=["assignee", "state", "id"], name="request_assignee", condition=models.Q(assignee__isnull=False)
            ),
            models.Index(
                fields=["engineer", "state", "id"], name="request_engineer", condition=models.Q(engineer__isnull=False)
            ),
            models.Index(fields=["unit", "state", "id"], name="request_unit"),
            models.Index(fields=["submitted_at", "id"], name="request_submitted"),
            models.Index(fields=["product", "problem_type"], name="request_problem"),
            models.Index(
                fields=["submitted_at", "id"],
                name="request_to_sign_off",
                condition=models.Q(state=State.CLOSED, signed_off_at=None),
            ),
            models.Index(
                fields=["product", "problem_type", "id"],
                name="request_alike",
                condition=models.Q(state=State.CLOSED, product__isnull=False, problem_type__isnull=False),
            ),
            models.Index(
                fields=["handled_at", "id"], name="request_handled", condition=models.Q(handled_at__isnull=False)
            ),
            models.Index(
                fields=["closed_at", "id"], name="request_closed", condition=models.Q(closed_at__isnull=False)
            ),
            GinIndex(fields=["search"], name="request_words"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether the loop still runs."""
        return self.state in OPEN

    @property
    def solvers(self) -> frozenset[UUID]:
        """Who does not call back: whoever reported the work done, and whoever has had what is handled."""
        had = self.assignee_id if self.state == State.HANDLED else None
        return frozenset(id for id in (self.handled_by, had) if id is not None)
