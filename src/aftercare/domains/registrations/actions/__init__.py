"""The room's commands."""

from aftercare.domains.registrations.actions.receiving import Registered, register_owner

__all__ = ["Registered", "register_owner"]
