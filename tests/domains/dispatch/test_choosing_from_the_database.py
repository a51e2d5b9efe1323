"""Engineers as they are registered reach the choice whole: skill, certificate, territory, shift, absence, home."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.domains.dispatch.shanghai import CENTURY_PARK, LUJIAZUI, PUDONG, ZHANGJIANG

from aftercare.domains.dispatch.choosing import Place, Requirement, Travel, Weights, choose
from aftercare.kit.ids import new_id


def test_registered_engineers_are_chosen_by_what_is_on_record(actor_of, at):
    from aftercare.domains.accounts.actions import create_calendar
    from aftercare.domains.catalog.models import Skill
    from aftercare.domains.workforce import actions
    from aftercare.domains.workforce.queries import facts_of

    manager = actor_of("manager")
    day = [[540, 720], [780, 1080]]
    office = create_calendar(manager, name="Office", zone="Asia/Shanghai", week=[day] * 5 + [[], []], at=at)
    cooling = Skill.objects.create(code="COOLING", name="Cooling", needs_certificate=True)

    def engineer(name: str, home: Place, level: int, ends: date) -> Any:
        made = actions.register_engineer(manager, name=name, home=home, calendar=office, at=at)
        actions.grant_skill(manager, made, skill=cooling, level=level, at=at)
        actions.record_certificate(manager, made, name="Refrigerants", skill=cooling, valid_until=ends, at=at)
        actions.set_territory(manager, made, region_code=PUDONG, at=at)
        return made

    near = engineer("陈建国", CENTURY_PARK, 3, date(2027, 1, 1))
    late = engineer("赵强", LUJIAZUI, 3, date(2026, 3, 9))
    away = engineer("吴刚", CENTURY_PARK, 3, date(2027, 1, 1))
    short = engineer("王芳", ZHANGJIANG, 4, date(2027, 1, 1))
    actions.record_absence(manager, away, start_at=at, end_at=at + timedelta(days=9), at=at)
    actions.set_shift(manager, short, on=date(2026, 3, 10), intervals=[[1020, 1080]], at=at)
    asked = Requirement(
        new_id(),
        at,
        datetime(2026, 3, 11, 4, tzinfo=UTC),
        60,
        skills={"COOLING": 3},
        certified_skills=frozenset({"COOLING"}),
        place=LUJIAZUI,
        region=PUDONG,
        zone="Asia/Shanghai",
    )
    facts = facts_of([each.id for each in (near, late, away, short)], at=at)
    choice = choose(asked, facts, Weights(), travel=Travel())
    assert [(scored.name, [reason.code for reason in scored.refused]) for scored in choice.candidates] == [
        ("陈建国", []),
        ("王芳", []),
        ("赵强", ["certificate_expired"]),
        ("吴刚", ["absent"]),
    ]
    starts = [scored.earliest_start_at for scored in choice.candidates[:2]]
    assert starts == [datetime(2026, 3, 10, 1, 26, tzinfo=UTC), datetime(2026, 3, 11, 1, 39, tzinfo=UTC)]
