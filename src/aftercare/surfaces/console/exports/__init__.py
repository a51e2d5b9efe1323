"""Lists given out as files."""
