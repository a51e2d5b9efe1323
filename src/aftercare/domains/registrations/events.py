"""What happens to registrations."""

from uuid import UUID

from aftercare.kit.events import event


@event("registration.received")
class RegistrationReceived:
    """Somebody says that a device is theirs, and the desk looks at it."""

    registration_id: UUID
    request_id: UUID
    device_id: UUID


@event("registration.added")
class RegistrationAdded:
    """The same person registered the device once more, in other words."""

    registration_id: UUID
    request_id: UUID
    device_id: UUID
