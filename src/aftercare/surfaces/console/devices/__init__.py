"""Devices: the installed base, and one device with everything promised and done for it."""
