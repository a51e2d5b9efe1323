"""The installed base: every unit in a customer's hands, by serial, and whose it was when.

Nouns: Device, OwnerHistory.
Events: DeviceRegistered, DeviceChanged, DeviceMoved, DeviceTransferred.
"""
