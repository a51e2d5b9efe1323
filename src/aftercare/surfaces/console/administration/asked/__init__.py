"""Pages about requests for permission, as whoever decides them sees them."""
