"""Tone, icon and word of every state a chip can show, and of priorities and promise clocks."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from aftercare.ui.parts import Words

TONES = ("neutral", "info", "accent", "good", "teal", "warn", "bad")


class Look(NamedTuple):
    """Colour by meaning, with an icon and a word, so that colour never stands alone."""

    tone: str
    icon: str
    label: Words


# warn: somebody must act; accent: being worked on; teal: done, waits for the customer's word;
# good: over and well; bad: stuck or refused; neutral: at rest.
STATES: dict[str, Look] = {
    "pending": Look("warn", "circle-dashed", _("Pending")),
    "suspended": Look("neutral", "player-pause-filled", _("Suspended")),
    "assigned": Look("info", "user-check", _("Assigned")),
    "in_progress": Look("accent", "player-play-filled", _("In progress")),
    "handled": Look("teal", "phone-call", _("Handled")),
    "locked": Look("bad", "lock", _("Locked")),
    "closed": Look("good", "circle-check", _("Closed")),
    "cancelled": Look("neutral", "ban", _("Cancelled")),
    "draft": Look("neutral", "pencil", _("Draft")),
    "planned": Look("info", "calendar", _("Planned")),
    "confirmed": Look("info", "calendar-event", _("Confirmed")),
    "travelling": Look("accent", "car", _("Travelling")),
    "arrived": Look("accent", "map-pin", _("Arrived")),
    "working": Look("accent", "tool", _("Working")),
    "done": Look("good", "circle-check", _("Done")),
    "failed": Look("bad", "circle-x", _("Failed")),
    "approved": Look("good", "circle-check", _("Approved")),
    "rejected": Look("bad", "circle-x", _("Rejected")),
    "declined": Look("bad", "circle-x", _("Declined")),
    "submitted": Look("warn", "send", _("Submitted")),
    "partly_shipped": Look("accent", "truck-delivery", _("Partly shipped")),
    "shipped": Look("info", "truck-delivery", _("Shipped")),
    "delivered": Look("good", "package", _("Delivered")),
    "active": Look("good", "circle-check", _("Active")),
    "inactive": Look("neutral", "ban", _("Inactive")),
    "expired": Look("bad", "hourglass", _("Expired")),
    "open": Look("warn", "circle-dashed", _("Open")),
}

# By code, and by the number that stands in the database: 1 is the most urgent.
PRIORITIES: dict[str, tuple[str, int, Words]] = {
    "low": ("low", 1, _("Low")),
    "normal": ("normal", 2, _("Normal")),
    "high": ("high", 3, _("High")),
    "urgent": ("urgent", 4, _("Urgent")),
}
PRIORITIES |= {str(number): PRIORITIES[code] for number, code in enumerate(("urgent", "high", "normal", "low"), 1)}

CLOCKS: dict[str, Words] = {
    "first_response": _("First response"),
    "assignment": _("Assignment"),
    "arrival": _("Arrival"),
    "resolution": _("Resolution"),
    "next_update": _("Next update"),
    "dwell": _("Time in this stage"),
    "required_at": _("Required by"),
}


def look(state: str, label: Words | None = None, tone: str | None = None, icon: str | None = None) -> Look:
    """How a state looks; an unknown one is neutral and shows its own code in words."""
    known = STATES.get(state) or Look("neutral", "point", state.replace("_", " ").capitalize())
    return Look(tone or known.tone, icon or known.icon, known.label if label is None else label)
