"""Who is told of what happens, and what customers are written. Each is told once a fact, however often this runs."""

from aftercare.domains.channels.reactions import accounts, billing, letters, orders, people, rights, watchers

__all__ = ["accounts", "billing", "letters", "orders", "people", "rights", "watchers"]
