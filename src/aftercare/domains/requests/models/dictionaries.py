"""Settings the administrator edits: kinds of requests and outcomes of attempts."""

from django.db import models

from aftercare.kit.models import Versioned


class RequestKind(Versioned):
    """A sort of request and how the loop treats it."""

    code = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=80)
    auto_assign = models.BooleanField(default=False)
    desk_closes = models.BooleanField(default=False)  # the desk may record the customer's answer in the same talk
    default_priority = models.PositiveSmallIntegerField(default=3)
    duration_minutes = models.PositiveIntegerField(default=60)
    dwell_minutes = models.JSONField(default=dict)  # state → minutes after which somebody is warned
    reopen_days = models.PositiveSmallIntegerField(default=30)
    repeat_days = models.PositiveSmallIntegerField(default=30)
    active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    def __str__(self) -> str:
        return self.name


class AttemptOutcome(Versioned):
    """Why an attempt failed, and whether that counts towards locking."""

    code = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=80)
    counts = models.BooleanField(default=True)
    active = models.BooleanField(default=True, db_default=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    def __str__(self) -> str:
        return self.name
