"""Timed work of the room."""

from aftercare.domains.workforce.actions import warn_of_certificates
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.jobs import daily


@daily(22, 10, "workforce.warn_of_certificates")
def warn_managers() -> int:
    """Early in China's morning, ask for the renewal of certificates that end soon."""
    return warn_of_certificates(system("certificate-watch"), at=now())
