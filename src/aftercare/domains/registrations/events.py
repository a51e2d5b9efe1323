"""What happens to registrations."""

from datetime import date
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


@event("registration.taken_over")
class RegistrationTakenOver:
    """The device is on record as theirs; `from_customer_id` is whose it was before, where that was somebody else."""

    registration_id: UUID
    request_id: UUID
    device_id: UUID
    customer_id: UUID
    from_customer_id: UUID | None = None
    bought_on: date | None = None


@event("registration.refused")
class RegistrationRefused:
    """Its request was cancelled; the device stays as it was."""

    registration_id: UUID
    request_id: UUID
    device_id: UUID
