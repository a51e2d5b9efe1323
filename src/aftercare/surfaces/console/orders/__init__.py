"""Pages of sales orders."""
