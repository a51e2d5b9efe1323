"""The list of whom to call back: numbers on demand, the next try, and back to the list after an answer."""

import pytest
import time_machine
from django.urls import reverse

from aftercare.domains.feedback.actions import record_unreachable, reject_by_call
from aftercare.domains.feedback.queries import call_backs_of
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import assign_request, start_request
from aftercare.kit.models import LedgerEntry
from tests import make
from tests.reacting import run_reactions

pytestmark = pytest.mark.django_db
LIST = "/callbacks/"
ALL = f"{LIST}?show=all"


@pytest.fixture
def handled(company, assigned, actor_of, at):
    worker = actor_of("engineer")
    start_request(worker, assigned, at=at)
    handle_visit(worker, assigned, record=RecordDraft(work_done="Cleaned.", labour_minutes=20), at=at)
    run_reactions()
    return assigned


def offered(client, wanted) -> list[str]:
    """The answers that stand beside the request."""
    page = client.get(ALL).content.decode()
    moves = {verb: reverse("console:request_move", args=[wanted.id, verb]) for verb in ("confirm", "unreachable")}
    return [verb for verb, address in moves.items() if f'href="{address}?back=callbacks"' in page]


def test_the_number_is_masked_until_it_is_asked_for_which_goes_on_record(client_of, handled):
    caller = client_of("callback")
    before = caller.get(LIST).content.decode()
    assert ("138****8000" in before, "+8613800138000" in before) == (True, False)
    after = caller.post(reverse("console:callback_phone", args=[handled.id])).content.decode()
    assert 'href="tel:+8613800138000"' in after
    assert LedgerEntry.objects.filter(kind="contact.phone_revealed").count() == 1


def test_who_was_not_reached_today_waits_for_the_next_try_except_for_the_manager(client_of, actor_of, handled, at):
    assert offered(client_of("callback"), handled) == ["confirm", "unreachable"]
    record_unreachable(actor_of("callback"), handled, at=at)
    page = client_of("callback").get(ALL).content.decode()
    assert handled.number not in client_of("callback").get(LIST).content.decode()
    assert ("Next try <time" in page, offered(client_of("callback"), handled)) == (True, [])
    assert offered(client_of("manager"), handled) == ["confirm", "unreachable"]
    with time_machine.travel(make.later(at, hours=24), tick=False):
        assert offered(client_of("callback"), handled) == ["confirm", "unreachable"]


def test_an_answer_leads_back_to_the_list_it_was_given_from(client_of, handled):
    caller, move = client_of("callback"), reverse("console:request_move", args=[handled.id, "confirm"])
    form = caller.get(f"{move}?back=callbacks").content.decode()
    assert f'action="{move}?back=callbacks"' in form
    answer = caller.post(f"{move}?back=callbacks", {"satisfaction": "5"})
    assert (answer.status_code, answer["Location"]) == (302, LIST)


@pytest.mark.parametrize("mark", ["1", "2"])
def test_a_mark_below_three_returns_the_request_as_not_solved(client_of, handled, mark):
    move = reverse("console:request_move", args=[handled.id, "confirm"])
    caller = client_of("callback")
    assert f'name="satisfaction" value="{mark}"' in caller.get(move).content.decode()
    bare = caller.post(move, {"satisfaction": mark})
    handled.refresh_from_db()
    assert (bare.status_code, handled.state) == (422, "handled")
    assert "Write what is not right; whoever goes again reads it." in bare.content.decode()
    told = caller.post(move, {"satisfaction": mark, "comment": "It still leaks."}, follow=True).content.decode()
    handled.refresh_from_db()
    assert (handled.state, handled.failed_attempts, handled.satisfaction) == ("pending", 1, None)
    assert f"{handled.number} is not solved; it waits to be given out again." in told
    call = call_backs_of(handled).get()
    assert (call.outcome, call.satisfaction, call.comment) == ("not_satisfied", int(mark), "It still leaks.")


def test_a_mark_of_three_closes_the_request(client_of, handled):
    client_of("callback").post(reverse("console:request_move", args=[handled.id, "confirm"]), {"satisfaction": "3"})
    handled.refresh_from_db()
    assert (handled.state, handled.satisfaction) == ("closed", 3)


@pytest.mark.parametrize(("mark", "kept"), [("", None), ("2", 2)])
def test_not_solved_keeps_the_mark_where_one_was_given(client_of, handled, mark, kept):
    move = reverse("console:request_move", args=[handled.id, "reject"])
    client_of("callback").post(move, {"reason": "It leaks.", "satisfaction": mark})
    assert [(call.outcome, call.satisfaction) for call in call_backs_of(handled)] == [("not_satisfied", kept)]


def test_not_solved_takes_no_mark_that_says_otherwise(client_of, handled):
    move = reverse("console:request_move", args=[handled.id, "reject"])
    assert client_of("callback").post(move, {"reason": "It leaks.", "satisfaction": "4"}).status_code == 422
    handled.refresh_from_db()
    assert handled.state == "handled"


def test_an_unknown_way_back_leads_to_the_request(client_of, handled):
    move = reverse("console:request_move", args=[handled.id, "confirm"])
    answer = client_of("callback").post(f"{move}?back=//elsewhere.example", {"satisfaction": "5"})
    assert answer["Location"] == reverse("console:request", args=[handled.id])


def test_after_an_answer_the_next_call_opens_by_itself(client_of, handled):
    caller, page = client_of("callback"), reverse("console:callback", args=[handled.id])
    assert caller.get(reverse("console:callback_next"))["Location"] == page
    shown = caller.get(page)
    assert (shown.context["phone"], shown.context["may_call"], shown.context["done"].work_done) == (
        "138****8000",
        True,
        "Cleaned.",
    )
    move = reverse("console:request_move", args=[handled.id, "confirm"])
    after = caller.post(f"{move}?back=next", {"satisfaction": "5"})
    assert after["Location"] == reverse("console:callback_next")
    assert caller.get(after["Location"])["Location"] == LIST


def figures(client) -> dict[str, str]:
    return {str(tile["label"]): tile["value"] for tile in client.get("/").context["call_tiles"]}


def shown_of(client, show: str) -> list:
    return [line.request.pk for line in client.get(LIST, {"show": show}).context["rows"]]


def test_a_call_back_agents_home_holds_their_calls_and_nothing_they_cannot_move(client_of, handled, at):
    waiting = make.request(at, title="还没派工")
    caller = client_of("callback")
    home = caller.get("/")
    page = home.content.decode()
    assert (home.context["coming"], waiting.title in page, "Due next" in page) == (None, False, False)
    assert reverse("console:callback", args=[handled.id]) in page
    assert figures(caller) == {"To call now": "1", "Tried before": "0", "Not solved before": "0", "Call overdue": "0"}
    assert [row.pk for row, _clock in client_of("manager").get("/").context["coming"]] == [waiting.pk]


def test_the_figures_lead_to_the_calls_they_count(client_of, handled, actor_of, at):
    other = make.request(at, title="未处理")
    caller = actor_of("callback")
    record_unreachable(caller, handled, at=at)
    with time_machine.travel(make.later(at, hours=24), tick=False):
        client = client_of("callback")
        counts = {"To call now": "1", "Tried before": "1", "Not solved before": "0", "Call overdue": "0"}
        assert figures(client) == counts
        lists = [shown_of(client, show) for show in ("tried", "returned", "")]
    assert lists == [[handled.pk], [], [handled.pk]]
    assert other.pk not in shown_of(client, "nonsense")


def test_what_was_told_to_be_unsolved_and_is_handled_again_comes_back_to_who_heard_it(client_of, handled, actor_of, at):
    reject_by_call(actor_of("callback"), handled, reason="Leaks again.", at=at)
    run_reactions()
    engineer, worker = handled.engineer, actor_of("engineer")
    start_request(worker, assign_request(actor_of("dispatcher"), handled, engineer=engineer, at=at), at=at)
    handle_visit(worker, handled, record=RecordDraft(work_done="Sealed.", labour_minutes=20), at=at)
    run_reactions()
    assert figures(client_of("callback"))["Not solved before"] == "1"
    assert shown_of(client_of("callback"), "returned") == [handled.pk]
    assert shown_of(client_of("manager"), "returned") == []


def present(client, wanted, **said: str) -> str:
    return client.post(reverse("console:request_here", args=[wanted.id]), said).content.decode()


def test_a_colleague_with_the_same_call_open_is_told_on_both_pages(client_of, user_of, handled, frozen):
    caller, manager = client_of("callback"), client_of("manager")
    page = caller.get(reverse("console:callback", args=[handled.id])).content.decode()
    assert f'data-hx-post="{reverse("console:request_here", args=[handled.id])}" data-hx-vals=' in page
    assert present(caller, handled, calling="1").strip() == ""
    assert f"{user_of('callback').name} has this call-back open" in present(manager, handled)
    assert f"{user_of('manager').name} is looking at this too" in present(caller, handled, calling="1")
    frozen.shift(60)
    assert present(manager, handled).strip() == ""


def test_the_next_call_is_one_that_no_colleague_has_open(client_of, handled):
    caller, manager = client_of("callback"), client_of("manager")
    present(manager, handled, calling="1")
    assert caller.get(reverse("console:callback_next"))["Location"] == LIST
    assert manager.get(reverse("console:callback_next"))["Location"] == reverse("console:callback", args=[handled.id])


def test_what_a_colleague_answered_leaves_nothing_to_answer(client_of, handled):
    client_of("manager").post(reverse("console:request_move", args=[handled.id, "confirm"]), {"satisfaction": "5"})
    part = client_of("callback").get(
        reverse("console:callback", args=[handled.id]), headers={"hx-request": "true", "hx-target": "answer"}
    )
    assert "No call is due for this request." in part.content.decode()


def test_the_number_of_the_call_is_told_on_demand_alone(client_of, handled):
    caller = client_of("callback")
    assert "+8613800138000" not in caller.get(reverse("console:callback", args=[handled.id])).content.decode()
    shown = caller.post(reverse("console:callback_dial", args=[handled.id])).content.decode()
    assert 'href="tel:+8613800138000"' in shown
    assert LedgerEntry.objects.filter(kind="contact.phone_revealed").count() == 1
