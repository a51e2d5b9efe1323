"""Pages about the numbers by which engineers are chosen."""
