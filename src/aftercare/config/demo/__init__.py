"""A believable company for trying things out: its people and customers, and weeks lived through the actions."""
