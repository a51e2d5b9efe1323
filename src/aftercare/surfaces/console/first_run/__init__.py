"""Pages about first-run."""
