"""Pages about home."""
