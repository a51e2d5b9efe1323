"""Where things are shown: a surface says it for the kinds it shows, so that a message can lead there."""

from collections.abc import Callable
from typing import Any

from django.conf import settings

Path = Callable[[Any], str]
_PATHS: dict[str, Path] = {}
PORTAL = "portal"  # of a request: the signed address for its customer
PORTAL_ORDER = "portal_order"  # of an order: the same
PORTAL_QUOTATION = "portal_quotation"  # of a quotation: the signed address where its customer decides
PORTAL_ENTRY = "portal_entry"  # of a customer's person: the signed address that proves their mail address
PORTAL_MAILS = "portal_mails"  # of a customer's person: the signed address where they stop the mails


def leads(kind: str, path: Path) -> None:
    """Say where a thing of this kind is shown; `path` turns its id (of the portal, the request) into an address."""
    _PATHS[kind] = path


def path_to(kind: str, thing: Any) -> str:
    """The address within this installation; the first page for what no surface shows."""
    return _PATHS[kind](thing) if kind in _PATHS else "/"


def link_to(kind: str, thing: Any) -> str:
    """The whole address, as it stands in a mail."""
    return settings.BASE_URL + path_to(kind, thing)
