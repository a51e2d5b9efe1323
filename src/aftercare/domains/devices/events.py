"""What happens to devices."""

from uuid import UUID

from aftercare.kit.events import event


@event("device.registered")
class DeviceRegistered:
    """A unit is on record in a customer's hands."""

    device_id: UUID
    number: str
    product_id: UUID
    customer_id: UUID


@event("device.withdrawn")
class DeviceWithdrawn:
    """A registration was taken back before anything came of it; the record is gone."""

    device_id: UUID
    number: str


@event("device.changed")
class DeviceChanged:
    """A record was changed; the names of the changed fields."""

    device_id: UUID
    fields: tuple[str, ...]


@event("device.moved")
class DeviceMoved:
    """A unit stands elsewhere now."""

    device_id: UUID
    from_site_id: UUID | None = None
    to_site_id: UUID | None = None


@event("device.transferred")
class DeviceTransferred:
    """A unit belongs to somebody else now."""

    device_id: UUID
    from_customer_id: UUID
    to_customer_id: UUID
