"""Pages about service levels."""
