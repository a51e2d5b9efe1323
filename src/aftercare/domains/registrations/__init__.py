"""Who told us that a device is theirs: kept at once for its known owner, else looked at by the desk.

Nouns: Registration (what the desk looks at, with its request).
Events: RegistrationReceived, RegistrationAdded, RegistrationTakenOver, RegistrationRefused.
"""
