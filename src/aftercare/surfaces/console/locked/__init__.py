"""Pages about locked."""
