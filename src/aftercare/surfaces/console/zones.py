"""The time zones people choose from."""

from zoneinfo import available_timezones


def zones() -> list[tuple[str, str]]:
    """The zones people live in, by name."""
    return [(name, name) for name in sorted(available_timezones()) if "/" in name and not name.startswith("Etc")]
