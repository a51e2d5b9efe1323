"""`aftercare recount`: what reports tell is counted anew."""

from datetime import date

from aftercare.config.commands.recount import recount
from aftercare.domains.insight.models import RequestCount
from tests.domains.insight.slow_count import quickly
from tests.make import request


def test_every_request_is_counted_whatever_was_written_by_hand(run, company, at):
    request(at)
    RequestCount.objects.create(
        dimension="kind", grain="month", begins_on=date(2026, 3, 1), unit=None, value="repair",
        entered=9, handled=0, late=0, closed=0, cancelled=0,
    )  # fmt: skip
    done = run(recount)
    assert (done.exit_code, done.output) == (0, "Every request is counted anew.\n")
    assert quickly("kind", "month") == {("repair", date(2026, 3, 1)): (1, 0, 0, 0, 0)}
