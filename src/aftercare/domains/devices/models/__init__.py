"""The tables of the room."""

from aftercare.domains.devices.models.devices import Device, DeviceStatus
from aftercare.domains.devices.models.owners import OwnerHistory

__all__ = ["Device", "DeviceStatus", "OwnerHistory"]
