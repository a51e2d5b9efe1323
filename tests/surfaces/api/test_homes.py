"""Where an engineer lives is told to those who keep the record, and to the engineer."""

import pytest

from tests import make

pytestmark = pytest.mark.django_db


def test_where_somebody_lives_is_told_to_who_keeps_the_record_and_to_themselves(api, user_of, at):
    one = make.engineer(at, user=user_of("engineer"), latitude="31.23", longitude="121.47")
    told = {}
    for role in ("dispatcher", "engineer", "agent"):
        caller = api(role)
        (line,) = caller.get("/engineers").json()["items"]
        told[role] = line["latitude"], caller.get(f"/engineers/{one.id}").json()["longitude"]
    assert told == {"dispatcher": (31.23, 121.47), "engineer": (31.23, 121.47), "agent": (None, None)}
