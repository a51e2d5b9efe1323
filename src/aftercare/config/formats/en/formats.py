"""Day before month, and the clock of 24 hours, as everywhere on the pages."""

DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, H:i"
