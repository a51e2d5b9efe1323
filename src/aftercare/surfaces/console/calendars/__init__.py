"""Pages about calendars."""
