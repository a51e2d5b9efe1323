"""What must hold of a device before it is written."""

import unicodedata

from aftercare.domains.catalog.models import Product
from aftercare.domains.catalog.queries import serial_fits
from aftercare.domains.customers.models import Customer, Site
from aftercare.domains.customers.queries import standing
from aftercare.domains.devices.errors import ForeignSite, InsideItself, SerialDoesNotFit, SerialTaken
from aftercare.domains.devices.models import Device


def plain_serial(serial: str) -> str:
    """A serial number in narrow characters without blanks, as it is kept."""
    return "".join(unicodedata.normalize("NFKC", serial).split())


def checked_serial(product: Product, serial: str, holder: Device | None) -> str:
    """A plain serial number that fits the product and that no other unit of it holds, or none."""
    if serial and not serial_fits(product, serial):
        told = {"serial": serial, "product": product.name, "pattern": product.serial_pattern}
        raise SerialDoesNotFit(**told, errors={"serial": SerialDoesNotFit.sentence % told})
    if holder is not None:
        raise SerialTaken(serial=serial, product=product.name, number=holder.number)
    return serial


def checked_site(site: Site | None, *whose: Customer | None) -> Site | None:
    """A place of the owner or the user, or none."""
    if site is not None and standing(site.customer) not in [standing(customer) for customer in whose if customer]:
        raise ForeignSite(site=site.name)
    return site


def checked_parent(device: Device, parent: Device | None) -> None:
    """A larger unit that is not inside this one."""
    above = parent
    while above is not None:
        if above.pk == device.pk:
            raise InsideItself(device=str(device), parent=str(parent))
        above = above.parent
