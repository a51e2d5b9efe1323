"""Wishes for rights reach those who may give them; answers, and what ends soon, those who hold or asked."""

from datetime import timedelta

import pytest
from tests.domains.channels.conftest import HOUSE
from tests.domains.channels.test_people_are_told import told
from tests.reacting import run_reactions

from aftercare.domains.accounts.actions import ask_permission, decline_permission, give_grant
from aftercare.domains.channels.actions import warn_of_ending_grants
from aftercare.domains.channels.links import path_to
from aftercare.domains.channels.models import Notification

pytestmark = pytest.mark.django_db


def test_a_wish_reaches_who_may_give_it_and_the_answer_who_asked(at, company, user_of, actor_of):
    user_of("manager")
    asked = ask_permission(actor_of("agent"), user_of("agent"), role="dispatcher", reason="Holidays", at=at)
    run_reactions()
    assert told() == [("rights.asked", "管理员")]
    row = Notification.objects.get()
    assert path_to(row.about_kind, row.about_id) == f"/administration/permission-requests/{asked.id}/"
    decline_permission(actor_of("administrator"), asked, answer="Not now", at=at + timedelta(minutes=1))
    run_reactions()
    assert told()[1:] == [("rights.answered", "agent")]
    answer = Notification.objects.get(kind="rights.answered")
    assert (answer.about_label, path_to(answer.about_kind, answer.about_id)) == ("派工员 – 未同意", "/account/rights/")


def test_a_role_that_ends_within_three_days_is_told_to_its_holder_once(at, user_of):
    soon, later = user_of("stranger", name="soon"), user_of("stranger", name="later")
    give_grant(HOUSE, soon, role="agent", expires_at=at + timedelta(days=3), at=at)
    give_grant(HOUSE, later, role="agent", expires_at=at + timedelta(days=3, minutes=1), at=at)
    assert [warn_of_ending_grants(HOUSE, at=at), warn_of_ending_grants(HOUSE, at=at)] == [1, 0]
    assert told() == [("rights.ending", "soon")]
