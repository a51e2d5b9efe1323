"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid


class SerialDoesNotFit(Invalid):
    """A serial number that this product can't have."""

    code = "serial_does_not_fit"
    sentence = _(
        "“%(serial)s” can't be a serial number of %(product)s: it must match %(pattern)s. Look at the plate again, "
        "or choose another product."
    )


class SerialTaken(Conflict):
    """Two units of a product never share a serial number."""

    code = "serial_taken"
    sentence = _("%(product)s %(serial)s is already on record as %(number)s; open that one, or transfer it.")


class ForeignSite(Invalid):
    """A place of somebody who has nothing to do with the device."""

    code = "foreign_site"
    sentence = _("The site %(site)s belongs to neither the owner nor the user of this device; choose one of theirs.")


class InsideItself(Invalid):
    """A unit can't be built into its own parts."""

    code = "inside_itself"
    sentence = _("%(device)s can't be part of %(parent)s, which is itself part of it.")


class OwnerAlready(Conflict):
    """There is nothing to transfer."""

    code = "owner_already"
    sentence = _("%(device)s already belongs to %(customer)s; choose another customer.")


class TransferTooEarly(Invalid):
    """A unit can't change hands before it came into them."""

    code = "transfer_too_early"
    sentence = _("%(device)s came to its present owner on %(since)s; choose that day or a later one.")


class BuiltInElsewhere(Conflict):
    """A unit stands in one larger unit at a time."""

    code = "built_in_elsewhere"
    sentence = _("%(part)s is built into %(device)s; take it out there first.")


class NotBuiltIn(Conflict):
    """There is nothing to take out."""

    code = "not_built_in"
    sentence = _("%(device)s is built into nothing.")
