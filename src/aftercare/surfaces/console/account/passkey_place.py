"""Where passkeys can work: browsers bind them to a name, never to a number."""

import ipaddress
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host


class NameNeeded(NamedTuple):
    """Why no passkey works at this address, and the same page where one would; empty where only a domain helps."""

    host: str
    named: str


def name_needed(request: HttpRequest) -> NameNeeded | None:
    """What is in the way of passkeys at the address the page was opened by; nothing at a name."""
    host, port = split_domain_port(request.get_host())
    try:
        number = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None
    if not (number.is_loopback and validate_host("localhost", settings.ALLOWED_HOSTS)):
        return NameNeeded(host, "")
    place = f"localhost:{port}" if port else "localhost"
    return NameNeeded(host, f"{request.scheme}://{place}{request.get_full_path()}")
