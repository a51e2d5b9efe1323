"""Replay a ServiceNow incident log through Aftercare's own actions, with the log's own times.

`python -m bench.replay` plays it, proves every invariant over what came out and prints the figures; docs/replay.md
holds the mapping and the figures of the last complete run.
"""
