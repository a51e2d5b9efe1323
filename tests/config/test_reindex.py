"""`aftercare reindex`: requests are found by what is known now."""

from aftercare.config.commands.reindex import reindex
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import listed
from aftercare.kit.jobs import run_queued
from tests.make import HOUSE, customer, request


def test_what_was_never_indexed_is_found_afterwards(run, at):
    asked = request(at, customer_=customer(at, name="王芳", phone="13912345678"))
    ServiceRequest.objects.update(search=None)
    assert list(listed(HOUSE, q="13912345678")) == []
    done = run(reindex)
    assert (done.exit_code, done.output) == (
        0,
        "The workers write the search words of all requests anew, the newest first.\n",
    )
    run_queued()
    assert list(listed(HOUSE, q="13912345678")) == [asked]
