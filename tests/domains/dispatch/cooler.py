"""The story's cast: a hospital pharmacy in Lujiazui whose cooler fails, and the twelve engineers of that Tuesday."""

from datetime import date

from tests.domains.dispatch.shanghai import (
    ALL_SHANGHAI,
    CENTURY_PARK,
    EVENINGS,
    HONGKOU,
    HONGKOU_STADIUM,
    HONGQIAO_STATION,
    HUANGPU,
    JINGAN_TEMPLE,
    LUJIAZUI,
    MINHANG,
    OFFICE,
    PEOPLES_SQUARE,
    PUDONG,
    SONGJIANG,
    SONGJIANG_DISTRICT,
    TUESDAY,
    WEDNESDAY,
    WUJIAOCHANG,
    XINZHUANG,
    XUHUI,
    XUJIAHUI,
    YANGPU,
    ZHANGJIANG,
    ZHONGSHAN_PARK,
    number,
    on,
    visit,
)

from aftercare.domains.dispatch.choosing import Certificate, EngineerFacts, Place, Requirement

REFRIGERANTS = Certificate("COOLING", "Refrigerants", date(2027, 6, 30))
COMPRESSOR = {"COMP-220": 1}

COOLER_FAILS = Requirement(
    number(1000),
    at=on(TUESDAY, 9, 20),
    latest_at=on(WEDNESDAY, 12),
    duration_minutes=90,
    skills={"COOLING": 3},
    certified_skills=frozenset({"COOLING"}),
    place=LUJIAZUI,
    region=PUDONG,
    urgency=2,
    parts=COMPRESSOR,
    last_engineer_ids=(number(7), number(2)),
    preferred_engineer_id=number(7),
    excluded_engineer_ids=frozenset({number(11)}),
    zone="Asia/Shanghai",
)


def of_the_team(n: int, name: str, home: Place, **facts: object) -> EngineerFacts:
    usual: dict[str, object] = {
        "skills": {"COOLING": 3},
        "certificates": (REFRIGERANTS,),
        "territories": {PUDONG: "primary"},
        "hours": OFFICE,
        "van_parts": COMPRESSOR,
    }
    return EngineerFacts(number(n), name, home=home, **(usual | facts))  # type: ignore[arg-type]


TEAM = (
    # Lives next door to the site, and has the morning free.
    of_the_team(1, "陈建国", CENTURY_PARK, planned=(visit(TUESDAY, 14, place=ZHANGJIANG, region=PUDONG),)),
    # Was there the time before last; busy until noon across the river, then free.
    of_the_team(
        2,
        "李伟",
        PEOPLES_SQUARE,
        territories={HUANGPU: "primary", PUDONG: "secondary"},
        planned=(visit(TUESDAY, 9, minutes=170, place=JINGAN_TEMPLE),),
    ),
    # The master of the house: level 5, the only one for the sterilisers.
    of_the_team(3, "王芳", ZHANGJIANG, skills={"COOLING": 5, "STERILISER": 4}),
    # Nearest of all, but the certificate ended last week.
    of_the_team(4, "赵强", LUJIAZUI, certificates=(Certificate("COOLING", "Refrigerants", date(2026, 3, 3)),)),
    # Still learning.
    of_the_team(5, "孙丽", CENTURY_PARK, skills={"COOLING": 2}),
    # Has the compressor at the depot, not in the van.
    of_the_team(6, "周敏", CENTURY_PARK, van_parts={}),
    # Came last time and is the one the pharmacy likes; on leave until Thursday.
    of_the_team(7, "吴刚", ZHANGJIANG, absences=((on(TUESDAY, 0), on(12, 0), "leave"),)),
    # Works Minhang and Songjiang.
    of_the_team(8, "郑洁", XINZHUANG, territories={MINHANG: "primary", SONGJIANG_DISTRICT: "primary"}),
    # Works all of Shanghai from the far south-west.
    of_the_team(9, "何勇", SONGJIANG, territories={ALL_SHANGHAI: "primary"}),
    # Works evenings.
    of_the_team(10, "高翔", HONGKOU_STADIUM, territories={HONGKOU: "primary", PUDONG: "primary"}, hours=EVENINGS),
    # The pharmacy asked not to see this one again.
    of_the_team(11, "林涛", LUJIAZUI),
    # Full today and tomorrow.
    of_the_team(
        12,
        "马超",
        WUJIAOCHANG,
        territories={YANGPU: "primary", PUDONG: "secondary"},
        planned=(
            visit(TUESDAY, 9, minutes=180, place=WUJIAOCHANG),
            visit(TUESDAY, 13, minutes=240, place=XUJIAHUI, region=XUHUI),
            visit(WEDNESDAY, 9, minutes=170, place=ZHONGSHAN_PARK),
            visit(WEDNESDAY, 13, minutes=240, place=HONGQIAO_STATION),
        ),
    ),
)
NAMES = {engineer.engineer_id: engineer.name for engineer in TEAM}
