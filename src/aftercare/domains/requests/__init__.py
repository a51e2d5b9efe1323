"""The closed loop: what a customer wants, promised, assigned, handled, called back and only then closed.

Nouns: ServiceRequest, Attempt, RequestKind, AttemptOutcome, RequestLink, RequestNote, RequestWatcher.
Events: RequestSubmitted, RequestAssigned, RequestHandled, RequestFailed, RequestLocked, RequestClosed and the others
of events.py, one for every move of the table in states.py.
"""
