"""Aftercare: after-sales service in a closed loop."""
