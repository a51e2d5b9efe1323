"""Lists: pages that shift nothing, filters that mean what they say, totals that cost no more than they tell."""

import pytest

from tests.make import customer, later, request


def numbers(answer):
    assert answer.status_code == 200, answer.content.decode()
    return [row["number"] for row in answer.json()["items"]]


@pytest.fixture
def seven(at):
    """Seven requests of one customer, a minute apart."""
    wang = customer(at)
    return [request(later(at, minutes=n), customer_=wang, title=f"空调 {n}") for n in range(7)]


def walk(caller, path):
    """Every row of a list, page by page."""
    seen, cursor = [], ""
    while True:
        page = caller.get(f"{path}&cursor={cursor}" if cursor else path).json()
        seen += [row["number"] for row in page["items"]]
        cursor = page["next"]
        if cursor is None:
            return seen


def test_the_newest_come_first(api, seven):
    assert numbers(api("agent").get("/requests?limit=2")) == [seven[6].number, seven[5].number]


@pytest.mark.parametrize("sort", ["created_at", "-created_at", "required_at", "-required_at", "priority", "-priority"])
def test_every_row_is_seen_once_in_any_order(api, seven, sort):
    walked = walk(api("agent"), f"/requests?limit=3&sort={sort}")
    assert sorted(walked) == sorted(one.number for one in seven)


def test_rows_that_come_meanwhile_shift_nothing(api, at, seven):
    agent = api("agent")
    first = agent.get("/requests?limit=3").json()
    request(later(at, hours=1), customer_=seven[0].customer)
    second = agent.get(f"/requests?limit=3&cursor={first['next']}")
    assert numbers(second) == [seven[3].number, seven[2].number, seven[1].number]


def test_a_cursor_of_another_order_is_refused(api, seven):
    agent = api("agent")
    cursor = agent.get("/requests?limit=3").json()["next"]
    answer = agent.get(f"/requests?limit=3&sort=required_at&cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_page")
    assert answer.json()["detail"] == "This cursor does not belong to this list; start again without one."


@pytest.mark.parametrize("cursor", ["x", "W10", "bnVsbA", "W251bGwsIG51bGwsIG51bGxd", "%FF", "a" * 600])
def test_a_cursor_that_is_none_leads_nowhere(api, seven, cursor):
    assert api("agent").get(f"/requests?cursor={cursor}").status_code == 404


@pytest.mark.parametrize("limit", ["0", "201", "x", "-1", "1.5", ""])
def test_a_limit_out_of_reach_is_refused(api, limit):
    answer = api("agent").get(f"/requests?limit={limit}")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["limit"])


def test_a_total_is_told_when_asked(api, seven):
    agent = api("agent")
    assert "total" not in agent.get("/requests").json()
    assert agent.get("/requests?total=true&limit=2").json()["total"] == "7"


def test_filters_are_field_names(api, at, seven):
    agent = api("agent")
    other = request(at, customer_=customer(at, name="赵敏", phone="13900139000"), kind="consultation", priority=1)
    assert numbers(agent.get("/requests?kind=consultation")) == [other.number]
    assert numbers(agent.get("/requests?priority=urgent")) == [other.number]
    assert numbers(agent.get(f"/requests?customer_id={other.customer_id}")) == [other.number]
    assert numbers(agent.get(f"/requests?number={other.number}")) == [other.number]
    assert numbers(agent.get("/requests?created_from=2026-03-10T01:06:00Z")) == [seven[6].number]


def test_several_states_may_be_asked_for(api, seven):
    agent = api("agent")
    agent.post(f"/requests/{seven[0].id}/cancel", {"reason": "不需要了"})
    assert numbers(agent.get("/requests?state=cancelled")) == [seven[0].number]
    assert len(numbers(agent.get("/requests?state=cancelled&state=pending"))) == 7
    assert len(numbers(agent.get("/requests?open=true"))) == 6
    assert numbers(agent.get("/requests?open=false")) == [seven[0].number]


def test_words_are_found_in_title_and_customer(api, seven):
    agent = api("agent")
    assert numbers(agent.get("/requests?q=空调 3")) == [seven[3].number]
    assert len(numbers(agent.get("/requests?q=王芳"))) == 7
    assert numbers(agent.get("/requests?q=漏水")) == []


def test_promises_are_added_when_asked(api, seven):
    agent = api("agent")
    assert "clocks" not in agent.get("/requests").json()["items"][0]
    clocks = agent.get("/requests?expand=clocks").json()["items"][0]["clocks"]
    assert {clock["kind"]: clock["state"] for clock in clocks} == {
        "first_response": "running", "assignment": "running", "arrival": "running", "resolution": "running",
        "dwell": "running",
    }  # fmt: skip


def test_somebody_without_the_right_gets_no_empty_list(api, seven):
    answer = api("stranger").get("/requests")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_a_list_holds_what_is_within_reach_only(api, at, company, user_of):
    from aftercare.domains.accounts.actions import create_unit
    from aftercare.kit.actor import system

    south = create_unit(system("tests"), code="south", name="华南", parent=company[1].unit, at=at)
    near = request(at, customer_=customer(at, name="深圳客户"), unit=south)
    request(at, customer_=customer(at, name="北京客户", phone=""))
    assert numbers(api("agent", node=south, name="southern").get("/requests")) == [near.number]


def test_customers_are_found_by_sound_and_phone_and_sorted_by_sound(api, at):
    for name, phone in (("王芳", "13800138000"), ("安宁", "13900139000"), ("赵敏", "")):
        customer(at, name=name, phone=phone)
    agent = api("agent")
    names = [row["name"] for row in agent.get("/customers?sort=name&limit=2").json()["items"]]
    assert names == ["安宁", "王芳"]
    assert [row["name"] for row in agent.get("/customers?q=wangfang").json()["items"]] == ["王芳"]
    assert [row["name"] for row in agent.get("/customers?q=0139").json()["items"]] == ["安宁"]


def test_people_are_found_by_a_part_of_their_name_code_or_address(api, at, user_of):
    from tests.make import engineer

    engineer(at, name="李伟", code="E01")
    engineer(at, name="王磊", code="E02")
    user_of("keeper")
    admin = api("administrator")
    names = [[row["name"] for row in admin.get(f"/engineers?q={q}").json()["items"]] for q in ("磊", "e0", "E01", "x")]
    assert names == [["王磊"], ["李伟", "王磊"], ["李伟"], []]
    assert [row["email"] for row in admin.get("/users?q=KEEP").json()["items"]] == ["keeper@example.com"]
