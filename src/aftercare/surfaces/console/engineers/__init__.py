"""Pages about engineers."""
