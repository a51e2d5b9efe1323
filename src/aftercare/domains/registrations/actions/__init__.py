"""The room's commands."""

from aftercare.domains.registrations.actions.deciding import settle_registration, take_over_registration
from aftercare.domains.registrations.actions.receiving import Registered, register_owner

__all__ = ["Registered", "register_owner", "settle_registration", "take_over_registration"]
