"""The room's commands, by subject."""

from aftercare.domains.devices.actions.composition import build_in, take_out
from aftercare.domains.devices.actions.delivered import register_delivered
from aftercare.domains.devices.actions.owning import register_ownership
from aftercare.domains.devices.actions.records import change_device, register_device
from aftercare.domains.devices.actions.together import register_devices, withdraw_devices
from aftercare.domains.devices.actions.whereabouts import move_device, transfer_device

__all__ = [
    "build_in",
    "change_device",
    "move_device",
    "register_delivered",
    "register_device",
    "register_devices",
    "register_ownership",
    "take_out",
    "transfer_device",
    "withdraw_devices",
]
