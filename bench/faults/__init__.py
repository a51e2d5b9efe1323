"""Faults while people work: the database stopped, the way to it slow, its disk full.

Callers enter requests through the API all the while, each under a key of its own, and keep every number they were
given. After each fault: when everything answers again, and whether all they were told is true.
"""
