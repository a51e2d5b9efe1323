"""What a request names belongs to its customer: the device, the place and the contact."""

from aftercare.domains.customers.errors import NotTheirs
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.queries import standing
from aftercare.domains.devices.models import Device


def check_theirs(
    customer: Customer, *, device: Device | None = None, site: Site | None = None, contact: Contact | None = None
) -> None:
    """Refuse what belongs to another customer; a record that was merged into this one's is this one's."""
    for field, thing in (("device", device), ("site", site), ("contact", contact)):
        if thing is None or thing.customer_id == customer.id:
            continue
        if standing(thing.customer) != standing(customer):
            raise NotTheirs(thing=str(thing), customer=customer.name, errors={field: NotTheirs.sentence})
