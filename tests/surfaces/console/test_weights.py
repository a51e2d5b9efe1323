"""The weights of dispatch: set, looked ahead with, refused, given back; and who reads by which a choice was made."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare.domains.dispatch.actions import auto_assign, set_weights
from aftercare.domains.dispatch.models import WeightSet
from aftercare.domains.dispatch.queries import active_weights, weights_of
from aftercare.domains.dispatch.weights import Weights, described
from aftercare.surfaces.console.administration.weights.words import COLUMNS, as_typed
from tests import make
from tests.domains.dispatch.decided import decided

pytestmark = pytest.mark.django_db
HERE = "/administration/dispatch-weights/"


def typed(expected: int = 0, **other: object) -> dict[str, object]:
    """The form as it is sent, with the ready-made numbers but for some."""
    given = {name: value for name, value in as_typed(Weights()).items() if value is not True}
    return {**given, "outside_territory_refused": "on", "expected": expected, "reason": "", **other}


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def manager(client_of):
    return client_of("manager")


def test_every_weight_is_explained_where_it_is_set(manager):
    shown = text(manager.get(HERE))
    assert [name for column in COLUMNS for group in column for name in group.names if name not in described()] == []
    assert len({name for column in COLUMNS for group in column for name in group.names}) == len(described()) == 24
    assert (
        "Minutes taken off for the last engineer who came; half for the one before, and so on. "
        "From 0 to 120; ready-made: 15." in shown
    )
    assert "by priority. From 0 to 480; ready-made: 60 / 40 / 20 / 10." in shown
    assert "Whether an engineer outside all territories is refused. Ready-made: Yes." in shown
    assert "Nobody has changed them: the ready-made numbers choose." in shown


def test_kept_they_count_and_the_history_says_who_changed_what_and_why(manager):
    answer = manager.post(HERE, typed(continuity="40", wait_hour_2="6.5", reason="熟客要熟人"), follow=True)
    assert weights_of(active_weights()) == Weights(continuity=40, wait_hour=(10, 6.5, 1, 0.25))
    shown = text(answer)
    assert "Version 1 counts from now on." in shown
    assert 'Who came before: 15 <span aria-hidden="true">→</span>' in shown
    assert "An hour of waiting: 10 / 4 / 1 / 0.25" in shown
    assert "<strong>10 / 6.5 / 1 / 0.25</strong>" in shown
    assert ("熟客要熟人" in shown, "manager" in shown.partition('id="rows"')[2], 'value="40"' in shown) == (True,) * 3


def test_a_look_ahead_keeps_what_was_typed_and_nothing_else(manager, at):
    first, second = decided(at, 2)
    answer = manager.post(HERE, typed(continuity="0", reason="试试", preview="1"))
    shown = text(answer)
    assert (answer.status_code, WeightSet.objects.count()) == (200, 0)
    assert "2 of the last 2 choices of the rules would have fallen on somebody else." in shown
    line = shown.partition(first.number)[2]
    assert [name in line for name in ("甲", "<strong>乙</strong>", "15 minutes behind then, even")] == [True] * 3
    assert (second.number in shown, "−2" in shown, "+2" in shown) == (True, True, True)
    assert ('name="continuity" value="0"' in shown, 'value="试试"' in shown) == (True, True)
    assert "data-came-back" in shown


def test_the_form_that_was_looked_ahead_with_can_be_kept(manager):
    token = {"idempotency_key": "7a51c0de-0000-4000-8000-000000000001"}
    assert token["idempotency_key"] in text(manager.post(HERE, typed(continuity="40", preview="1", **token)))
    assert [manager.post(HERE, typed(continuity="40", **token)).status_code for _ in range(2)] == [302, 302]
    assert [one.version for one in WeightSet.objects.all()] == [1]


def test_a_look_ahead_names_what_past_choices_cannot_tell(manager, at):
    decided(at)
    shown = text(manager.post(HERE, typed(nearby_km="9", rare_share="0.5", preview="1")))
    assert "0 of the last 1 choice of the rules would have fallen on somebody else." in shown
    assert "can't tell what these change: Distance that is nearby, Share that is rare." in shown
    assert "No choice to look at yet" not in shown


def test_without_choices_a_look_ahead_says_so(manager):
    assert "No choice to look at yet" in text(manager.post(HERE, typed(preview="1")))


@pytest.mark.parametrize("press", [{}, {"preview": "1"}])
def test_numbers_that_cannot_be_used_come_back_with_the_reason_at_each(manager, press):
    answer = manager.post(HERE, typed(continuity="400", lateness_1="soon", nearby_jobs_counted="2.5", **press))
    shown = text(answer)
    assert (answer.status_code, WeightSet.objects.count()) == (422, 0)
    assert "Some numbers can't be used; the reason stands at each." in shown
    assert ('value="400"' in shown, 'value="soon"' in shown, shown.count('class="errorlist"')) == (True, True, 3)
    assert "What would have changed" not in shown


def test_who_kept_others_meanwhile_is_not_overruled(manager, at):
    set_weights(make.HOUSE, values={"continuity": 60}, at=at)
    answer = manager.post(HERE, typed(expected=0, continuity="40"))
    said = "Somebody changed this meanwhile. What you typed is still here"
    assert (answer.status_code, said in text(answer)) == (422, True)
    assert weights_of(active_weights()).continuity == 60
    form = answer.context["form"]
    assert {name: standing.value for name, standing in form.standing.items()} == {"continuity": "60"}
    assert manager.post(HERE, typed(expected=form["expected"].value(), continuity="40")).status_code == 302
    assert weights_of(active_weights()).continuity == 40


def test_earlier_and_ready_made_numbers_are_filled_in_and_count_once_kept(manager, at):
    set_weights(make.HOUSE, values={"continuity": 60}, at=at)
    set_weights(make.HOUSE, values={"continuity": 70}, at=at)
    pages = [text(manager.get(HERE, {"values": values})) for values in ("ready", "1", "2", "9", "x")]
    found = [next(n for n in (15, 60, 70) if f'name="continuity" value="{n}"' in page) for page in pages]
    assert found == [15, 60, 70, 70, 70]
    assert "The ready-made numbers are filled in. Nothing is changed until you keep them." in pages[0]
    assert "The numbers of version 1 are filled in. Nothing is changed until you keep them." in pages[1]
    assert "are filled in" not in pages[2]
    assert weights_of(active_weights()).continuity == 70
    manager.post(f"{HERE}?values=ready", typed(expected=2))
    assert weights_of(active_weights()) == Weights()
    again = text(manager.post(HERE, typed(expected=3), follow=True))
    assert ("These are the numbers in force; nothing was changed." in again, WeightSet.objects.count()) == (True, 3)


def test_whoever_sees_the_plan_reads_by_which_numbers_a_choice_was_made(client_of, at):
    (first,) = decided(at)
    made = set_weights(make.HOUSE, values={"continuity": 40}, reason="熟客", at=at)
    chosen = auto_assign(make.HOUSE, make.request(at, customer_=first.customer), at=at)
    set_weights(make.HOUSE, values={}, at=at)
    dispatcher = client_of("dispatcher")
    address = reverse("console:weight_set", args=[made.id])
    shown = text(dispatcher.get(reverse("console:request", args=[chosen.id]) + "?past=1"))
    assert f'<a href="{address}">Counted by the dispatch weights, version 1</a>' in shown
    page = text(dispatcher.get(address))
    assert ("Dispatch weights, version 1" in page, "熟客" in page, "Fill these in again" in page) == (True, True, False)
    assert f'href="{HERE}?values=1"' in text(client_of("manager").get(address))


def test_a_choice_by_the_ready_made_numbers_says_so(client_of, at):
    (first,) = decided(at)
    chosen = auto_assign(make.HOUSE, make.request(at, customer_=first.customer), at=at)
    shown = text(client_of("dispatcher").get(reverse("console:request", args=[chosen.id]) + "?past=1"))
    assert "Counted by the ready-made dispatch weights." in shown


def test_a_look_ahead_asks_as_often_for_few_choices_and_for_many(manager, at):
    asked = []
    for count in (1, 9):
        decided_here(at, count)
        with CaptureQueriesContext(connection) as made:
            manager.post(HERE, typed(continuity="0", preview="1"))
        asked.append(len(made))
    assert asked == [11, 11]


def decided_here(at, count: int) -> None:
    from aftercare.domains.customers.models import Customer
    from tests.domains.dispatch.decided import decide

    served = Customer.objects.first()
    if served is None:
        decided(at, count)
    else:
        decide(make.later(at, hours=5), served, count)
