"""The words of messages that an installation changed, and ready answers of the desk."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from aftercare.kit.models import Entity


class MessageChannel(models.TextChoices):
    """The ways a message leaves."""

    MAIL = "mail"


class Template(Entity):
    """What customers are written on one event, in one language, by one channel; without a row the product's own words.

    One that is not `active` keeps its words and sends nothing.
    """

    event = models.CharField(max_length=40)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    channel = models.CharField(max_length=8, choices=MessageChannel.choices, default=MessageChannel.MAIL)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "language", "channel"], name="template_once")]

    def __str__(self) -> str:
        return f"{self.event} {self.language}"


class ReplyTemplate(Entity):
    """A ready answer, in one language; for one kind of request, or for all."""

    code = models.SlugField(max_length=40)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    name = models.CharField(max_length=80)
    text = models.TextField()
    kind = models.ForeignKey("requests.RequestKind", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "language"], name="reply_template_once")]

    def __str__(self) -> str:
        return self.name
