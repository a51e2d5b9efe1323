"""The room's commands, by subject."""

from aftercare.domains.contracts.actions.clocks import Rest, Timeline, derive_clocks, start_clocks, tell_due

__all__ = ["Rest", "Timeline", "derive_clocks", "start_clocks", "tell_due"]
