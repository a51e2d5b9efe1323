"""Agreements: what was promised to whom, what is used of it, and when it ends."""
