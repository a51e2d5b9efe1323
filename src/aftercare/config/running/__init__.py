"""Aftercare's processes: how they are started, watched, started again, and stopped."""
