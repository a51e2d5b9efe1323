"""Live updates: server-sent events of what happens to requests, resumed without loss.

`hub` reads the ledger once for the whole process, `feed` filters what one person may see, `view` writes the events.
"""
