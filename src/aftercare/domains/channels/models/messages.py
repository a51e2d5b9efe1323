"""What leaves the house by mail."""

from typing import ClassVar

from django.db import models

from aftercare.domains.channels.states import MessageState
from aftercare.kit.models import Entity


class Message(Entity):
    """One mail to a colleague or to a customer's person, as it was written; the address is read when it leaves.

    `mail_id` never changes, so that whoever gets a repeat after a crash knows it for one; `send_at` is when the next
    try is due, and empty once nothing is left to try.
    """

    noun = "message"
    state = models.CharField(max_length=6, choices=MessageState.choices, default=MessageState.QUEUED)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    person = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey("customers.Contact", on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True, default="")
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    about_label = models.CharField(max_length=120, blank=True, default="")
    mail_id = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    send_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=MessageState.values), name="message_state_known"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, contact=None) | models.Q(person=None, contact__isnull=False),
                name="message_to_one",
            ),
            models.CheckConstraint(
                condition=models.Q(state="queued", send_at__isnull=False)
                | ~models.Q(state="queued") & models.Q(send_at=None),
                name="message_due_while_queued",
            ),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | ~models.Q(state="sent") & models.Q(sent_at=None),
                name="message_sent_at_an_instant",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["send_at", "id"], name="message_due", condition=models.Q(send_at__isnull=False)),
            models.Index(fields=["state", "id"], name="message_state"),
            models.Index(fields=["about_kind", "about_id"], name="message_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about_label}"

    @property
    def recipient(self) -> str:
        """Whom it goes to, by name."""
        return str(self.person or self.contact)

    @property
    def address(self) -> str:
        """Where it goes, as the person's own row says now."""
        whose = self.person or self.contact
        return whose.email if whose else ""
