"""An engineer's phone, signed in, and a job that is under way."""

import pytest

from aftercare.domains.requests.actions import start_request
from aftercare.domains.requests.models import ServiceRequest
from tests.surfaces.console.conftest import assigned, client_of, frozen  # noqa: F401


@pytest.fixture
def at_work(at, assigned, actor_of) -> ServiceRequest:  # noqa: F811
    """Begun by the engineer it was given to."""
    return start_request(actor_of("engineer"), assigned, at=at)
