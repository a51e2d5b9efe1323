"""Finding devices among those an actor may see."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import visible_to
from aftercare.domains.devices.queries import serial_holds
from aftercare.kit.actor import Actor


def find_by_serial(actor: Actor, part: str, also: Iterable[UUID] = ()) -> QuerySet[Device]:
    """Devices whose serial number holds `part`, or whose number is it; none for nothing."""
    asked = part.strip()
    if not asked:
        return Device.objects.none()
    named = Device.objects.filter(number=asked.upper()).values("pk")
    found = Device.objects.filter(serial_holds(asked)).values("pk").union(named)
    return visible_to(actor, also).filter(pk__in=found)
