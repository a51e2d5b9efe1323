"""A repair that was handled, waiting for its call-back."""

import pytest
from tests.make import engineer, later, request
from tests.reacting import run_reactions


@pytest.fixture
def caller(actor_of):
    """The call-back agent."""
    return actor_of("callback")


@pytest.fixture
def handle(actor_of, user_of, at):
    """Assigns, begins and handles a request with its record, an hour each; returns it."""
    from aftercare.domains.fieldwork.actions import handle_visit
    from aftercare.domains.fieldwork.drafts import RecordDraft
    from aftercare.domains.requests.actions import assign_request, start_request
    from aftercare.domains.workforce.models import Engineer

    def run(asked, since=at):
        worker = Engineer.objects.first() or engineer(at, user=user_of("engineer"))
        record = RecordDraft(work_done="换保险丝", labour_minutes=30)
        assign_request(actor_of("dispatcher"), asked, engineer=worker, at=later(since, hours=1))
        start_request(actor_of("engineer"), asked, at=later(since, hours=2))
        return handle_visit(actor_of("engineer"), asked, record=record, at=later(since, hours=3))

    return run


@pytest.fixture
def handled(handle, company, at):
    """A repair handled on Tuesday 2026-03-10 at 12:00 in Shanghai, its call-back opened."""
    asked = handle(request(at))
    run_reactions()
    return asked
