"""A request in every situation the tests begin from."""

import pytest
from tests.make import engineer, request

from aftercare.domains.requests import guards
from aftercare.domains.requests.actions import assign_request, handle_request, start_request


@pytest.fixture(autouse=True)
def _no_record_needed(monkeypatch):
    """The service record has tests of its own, in fieldwork."""
    monkeypatch.setattr(guards.before_handling, "vetoes", [])


@pytest.fixture
def worker(user_of, at):
    """李工, an engineer who can sign in."""
    return engineer(at, user=user_of("engineer"))


@pytest.fixture
def pending(actor_of, at):
    """Entered by the desk."""
    return request(at, actor_of("agent"))


@pytest.fixture
def assigned(pending, worker, actor_of, at):
    """With 李工."""
    return assign_request(actor_of("dispatcher"), pending, engineer=worker, at=at)


@pytest.fixture
def in_progress(assigned, actor_of, at):
    """Being worked on."""
    return start_request(actor_of("engineer"), assigned, at=at)


@pytest.fixture
def handled(in_progress, actor_of, at):
    """Waiting for the call-back."""
    return handle_request(actor_of("engineer"), in_progress, at=at)
