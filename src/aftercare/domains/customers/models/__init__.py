"""The tables of the room."""

from aftercare.domains.customers.models.communications import CallOutcome, Channel, Communication, Direction
from aftercare.domains.customers.models.consents import Consent, OfferChannel
from aftercare.domains.customers.models.customers import Customer, CustomerKind
from aftercare.domains.customers.models.grades import Grade, Tag
from aftercare.domains.customers.models.overrides import GradeOverride
from aftercare.domains.customers.models.places import Contact, Site

__all__ = [
    "CallOutcome",
    "Channel",
    "Communication",
    "Consent",
    "Contact",
    "Customer",
    "CustomerKind",
    "Direction",
    "Grade",
    "GradeOverride",
    "OfferChannel",
    "Site",
    "Tag",
]
