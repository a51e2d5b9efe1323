"""What a record must hold, by kind of request."""

from django.db import models

from aftercare.kit.models import Entity


class RecordRule(Entity):
    """What a record of this kind must hold beside the work done and its minutes; nothing more by default."""

    kind = models.OneToOneField("requests.RequestKind", on_delete=models.CASCADE, related_name="+")
    require_cause = models.BooleanField(default=False)
    require_signature = models.BooleanField(default=False)
    require_photo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.kind_id
