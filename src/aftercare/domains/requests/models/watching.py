"""Who wants to hear of a request without having to do it."""

from typing import ClassVar

from django.db import models

from aftercare.kit.models import Entity


class RequestWatcher(Entity):
    """A colleague who is told what happens to a request, because they chose so or were mentioned on it."""

    request = models.ForeignKey("requests.ServiceRequest", on_delete=models.CASCADE, related_name="watchers")
    person = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "person"], name="request_watcher_once")]

    def __str__(self) -> str:
        return f"{self.person_id} watches {self.request_id}"
