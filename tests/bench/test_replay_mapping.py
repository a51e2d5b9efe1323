"""What a row of the log becomes, without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from bench.replay.log import Row
from bench.replay.mapping import (
    AGAIN,
    CALLER,
    MANAGER,
    MOVED_DATE,
    OTHER_CALLER,
    UNLOCKED,
    UNSEEN_RESULT,
    NotMapped,
    Standing,
    Step,
    Turn,
    Who,
    beginning,
    next_step,
    note_of,
    said,
    turns,
)

AT = datetime(2016, 3, 1, 9, tzinfo=UTC)
ADA, BO = Who("assigned_to", "7"), Who("updated_by", "3")


def row(state: str = "Active", **more: object) -> Row:
    known = {"updated_by": "3", "assigned_to": "7", "group": "12", "at": AT}
    return Row(**{"number": "1", "line": 2, "state": state, "opened_at": AT, **known, **more})  # type: ignore[arg-type]


def verbs(turn: Turn, standing: Standing) -> tuple[str, Who, str] | None:
    step = next_step(turn, standing, AT)
    return (step.verb, step.by, step.inserted) if step else None


def test_a_call_is_entered_and_answered_at_once_and_a_mail_is_only_entered():
    spoken = beginning(row(channel="Phone", opened_by="9", caller="44", problem=("a", "b", "c")))
    assert [(step.verb, step.by) for step in spoken] == [
        ("submit", Who("opened_by", "9")),
        ("contact", Who("opened_by", "9")),
    ]
    assert spoken[0].given["channel"] == "phone"
    assert [step.verb for step in beginning(row(channel="Email", opened_by="9"))] == ["submit"]


def test_another_priority_is_a_change_and_a_question_to_the_customer_a_contact():
    before, now = row(priority=3), row("Awaiting User Info", priority=2)
    assert [step.verb for step in said(Turn(now, before))] == ["change", "contact"]
    assert said(Turn(row(), row())) == []
    with pytest.raises(NotMapped, match="the state “-100” is unknown"):
        said(Turn(row("-100"), None))


@pytest.mark.parametrize(
    ("state", "standing", "step"),
    [
        ("Active", Standing("pending"), ("assign", BO, "")),
        ("Active", Standing("assigned", ADA, "12"), ("start", ADA, "")),
        ("Active", Standing("in_progress", ADA, "12"), None),
        ("Active", Standing("in_progress", Who("assigned_to", "8"), "12"), ("withdraw", BO, "")),
        ("Active", Standing("handled", ADA, "12", solver=ADA), ("reject", BO, "")),
        ("Active", Standing("closed"), ("reopen", BO, "")),
        ("Active", Standing("locked"), ("unlock", MANAGER, UNLOCKED)),
        ("Resolved", Standing("in_progress", ADA, "12"), ("handle", ADA, "")),
        ("Resolved", Standing("suspended", ADA, "12", waits_for="customer"), ("resume", BO, "")),
        ("Closed", Standing("in_progress", ADA, "12"), ("handle", ADA, UNSEEN_RESULT)),
        ("Closed", Standing("handled", ADA, "12", solver=ADA), ("confirm", BO, "")),
        ("Closed", Standing("handled", ADA, "12", solver=BO), ("confirm", CALLER, OTHER_CALLER)),
        ("Closed", Standing("closed"), None),
        ("Awaiting Vendor", Standing("suspended", ADA, "12", waits_for="vendor"), None),
        ("Awaiting Vendor", Standing("suspended", ADA, "12", waits_for="customer"), ("resume", BO, "")),
    ],
)
def test_the_next_move_leads_from_where_it_stands_to_where_the_row_says(state, standing, step):
    assert verbs(Turn(row(state), row()), standing) == step


def test_waiting_lasts_until_the_log_leaves_it_and_takes_the_manager_beyond_the_required_date():
    waiting, later = row("Awaiting Vendor"), row(at=AT + timedelta(days=3))
    turn = turns([row(), waiting, later])[1]
    assert turn.until == AT + timedelta(days=3)
    held = Standing("in_progress", ADA, "12", required_at=AT + timedelta(days=5))
    assert next_step(turn, held, AT) == Step("suspend", BO, {"reason": "vendor", "until": AT + timedelta(days=3)}, "")
    beyond = Standing("in_progress", ADA, "12", required_at=AT + timedelta(days=1))
    assert verbs(turn, beyond) == ("suspend", MANAGER, MOVED_DATE)


def test_a_move_made_again_because_the_house_took_it_back_is_marked_as_inserted():
    assert verbs(Turn(row(), row(), house_moved=True), Standing("pending")) == ("assign", BO, AGAIN)
    assert verbs(Turn(row(), row("New"), house_moved=True), Standing("assigned", ADA, "12")) == ("start", ADA, "")


def test_a_row_that_asks_for_nothing_is_a_note_of_what_differs():
    before, now = row(others={"knowledge": "true", "notify": ""}), row(others={"knowledge": "", "notify": ""})
    assert note_of(Turn(now, before)).given == {"text": "Updated (knowledge: unknown)"}
    assert note_of(Turn(now, now)).given == {"text": "Updated (nothing that the log shows)"}
