"""Pages about worklist."""
