"""What hangs on a request: links to others, and notes among colleagues."""

from typing import ClassVar

from django.db import models

from aftercare.kit.models import Entity


class RequestLink(Entity):
    """Two requests that belong together, or of which one repeats the other."""

    request = models.ForeignKey("requests.ServiceRequest", on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey("requests.ServiceRequest", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, default="related")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "other", "kind"], name="request_link_once")]


class RequestNote(Entity):
    """Words among colleagues, or shown to the customer where not internal."""

    request = models.ForeignKey("requests.ServiceRequest", on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    internal = models.BooleanField(default=True)
    author = models.UUIDField(null=True)
    written_at = models.DateTimeField()
    files = models.ManyToManyField("kit.StoredFile", related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["request", "id"], name="note_request")]
