"""The communication log: what was exchanged with a customer, once and for ever."""

from typing import ClassVar

import pgtrigger
from django.db import models

from aftercare.domains.customers.models.customers import Customer
from aftercare.domains.customers.models.places import Contact
from aftercare.kit.models import Entity

# The words may be erased for a person's sake; that something was said, by whom and when, stays.
ONLY_ERASURE = """
    IF NEW.text = '' AND NEW.erased_at IS NOT NULL
        AND to_jsonb(NEW) - '{text,erased_at,version}'::text[] = to_jsonb(OLD) - '{text,erased_at,version}'::text[]
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'the communication log is append-only; only its words can be erased';
"""


class Channel(models.TextChoices):
    """The ways to exchange words."""

    PHONE = "phone"
    MAIL = "mail"
    CHAT = "chat"
    VISIT = "visit"
    MESSAGE = "message"
    PORTAL = "portal"
    SMS = "sms"
    WECHAT = "wechat"


class Direction(models.TextChoices):
    """Who spoke: `in` from the customer, `out` to the customer."""

    IN = "in"
    OUT = "out"


class CallOutcome(models.TextChoices):
    """How an attempt to speak ended; empty where nobody said."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    CALL_LATER = "call_later"
    WRONG_NUMBER = "wrong_number"


REACHED = frozenset({"", CallOutcome.REACHED, CallOutcome.CALL_LATER})


class Communication(Entity):
    """One call, mail, chat, visit or message; `about` points at what it was about, in whatever room that is."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="communications")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="communications")
    about_kind = models.CharField(max_length=40, blank=True, default="")
    about_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    automatic = models.BooleanField(default=False)
    text = models.TextField(blank=True, default="")
    outcome = models.CharField(max_length=12, choices=CallOutcome.choices, blank=True, default="", db_default="")
    follow_up_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["customer", "-at", "-id"], name="communication_of_customer"),
            models.Index(
                fields=["about_kind", "about_id", "-at"],
                name="communication_about",
                condition=models.Q(about_id__isnull=False),
            ),
            models.Index(
                fields=["follow_up_at"],
                name="communication_follow_up",
                condition=models.Q(follow_up_at__isnull=False),
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="communication_only_erasure",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=ONLY_ERASURE,
            ),
            pgtrigger.Protect(name="communication_no_delete", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="communication_no_truncate",
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                func="RAISE EXCEPTION 'the communication log is append-only';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.direction} {self.at:%Y-%m-%d}"

    @property
    def reached(self) -> bool:
        """Whether somebody was there to speak to."""
        return self.outcome in REACHED
