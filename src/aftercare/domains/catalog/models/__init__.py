"""The tables of the room."""

from aftercare.domains.catalog.models.faults import FaultCode, FaultKind, IncidentType, Skill
from aftercare.domains.catalog.models.parts import Part, Tracking
from aftercare.domains.catalog.models.products import Category, Product

__all__ = ["Category", "FaultCode", "FaultKind", "IncidentType", "Part", "Product", "Skill", "Tracking"]
