"""Pages about company data."""
