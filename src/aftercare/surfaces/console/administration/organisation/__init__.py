"""Pages about the organisation tree and its teams."""
