"""Pages about callbacks."""
