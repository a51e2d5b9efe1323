"""Service requests: entered, found, read, changed, and moved through the loop."""

from aftercare.surfaces.api.requests import (
    beside,
    bulk,
    choosing,
    covering,
    files,
    moves,
    reading,
    sheets,
    watching,
    writing,
)
from aftercare.surfaces.api.requests.noun import requests

__all__ = [
    "beside",
    "bulk",
    "choosing",
    "covering",
    "files",
    "moves",
    "reading",
    "requests",
    "sheets",
    "watching",
    "writing",
]
