"""Pages of quotations and charges."""
