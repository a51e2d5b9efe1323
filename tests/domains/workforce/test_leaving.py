"""Who leaves the house is sent nowhere any more."""

import pytest

from aftercare.domains.accounts.actions import deactivate_user, reactivate_user
from aftercare.kit.jobs import run_queued

pytestmark = pytest.mark.django_db


def test_an_engineer_whose_account_is_closed_is_sent_nowhere_until_somebody_says_so(actor_of, user_of, engineer, at):
    user = user_of("engineer")
    theirs, other = engineer("王强", user=user), engineer("李伟")
    deactivate_user(actor_of("administrator"), user, at=at, reason="Left.")
    run_queued()
    theirs.refresh_from_db()
    other.refresh_from_db()
    assert (theirs.active, other.active) == (False, True)
    reactivate_user(actor_of("administrator"), user, at=at)
    run_queued()
    theirs.refresh_from_db()
    assert theirs.active is False
