"""People, places, calendar, service levels and catalogue of the demonstration company, made by its actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from aftercare.config.demo import appliances, words
from aftercare.config.demo.places import OUTLETS, REGIONS, Outlet
from aftercare.config.demo.promised import promise_more
from aftercare.domains.accounts.actions import (
    create_calendar,
    create_team,
    create_unit,
    create_user,
    give_grant,
    set_official_holidays,
    set_up_company,
)
from aftercare.domains.accounts.models import Calendar, OrganisationUnit, User
from aftercare.domains.accounts.queries import actor_for
from aftercare.domains.catalog.actions import (
    add_category,
    add_fault_code,
    add_incident_type,
    add_part,
    add_product,
    add_skill,
)
from aftercare.domains.catalog.models import FaultCode, IncidentType, Part, Product, Skill
from aftercare.domains.contracts.actions import add_warranty_term
from aftercare.domains.contracts.models import WarrantyTerm
from aftercare.domains.workforce.actions import grant_skill, record_certificate, register_engineer, set_territory
from aftercare.domains.workforce.facts import Place
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor, system
from aftercare.kit.money import Money

HOUSE = system("demo")
WORKWEEK = [[[510, 720], [780, 1080]]] * 6 + [[]]  # 8:30–12:00 and 13:00–18:00, Sundays closed
ENGINEERS_OF_AN_OUTLET = 5
# What the engineers of an outlet can do beside appliances, one after the other.
ABILITIES = (("refrigeration", "gas"), ("refrigeration",), ("gas",), ("refrigeration", "gas"), ())


@dataclass(frozen=True, slots=True)
class Made:
    """A product with its terms and the types of trouble it has."""

    sort: appliances.Sort
    model: appliances.Model
    product: Product
    term: WarrantyTerm
    troubles: tuple[IncidentType, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """An outlet in the organisation, with its engineers."""

    place: Outlet
    unit: OrganisationUnit
    engineers: tuple[Engineer, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the demonstration, with what."""

    actors: dict[str, Actor]  # by role, for the whole company
    desks: dict[str, tuple[Actor, ...]]  # by region
    dispatchers: dict[str, Actor]  # by region
    hands: dict[str, Actor]  # engineers by code
    posts: dict[str, Post]
    calendar: Calendar
    made: tuple[Made, ...]
    faults: dict[tuple[str, str], FaultCode]  # kind and code
    parts: dict[str, Part]

    @property
    def engineers(self) -> list[Engineer]:
        return [engineer for post in self.posts.values() for engineer in post.engineers]


def make_company(dice: Random, *, at: datetime, until: datetime) -> Cast:
    """Set the company up: its books are still empty."""
    administrator = _founded(at)
    people = {role: _person(role, *who, at=at) for role, who in words.PEOPLE.items() if role != "administrator"}
    calendar = create_calendar(HOUSE, name="上门服务时间", zone="Asia/Shanghai", week=WORKWEEK, country="CN", at=at)
    if until.year + 1 > at.year + 1:
        set_official_holidays(HOUSE, calendar, country="CN", years=range(at.year + 2, until.year + 2), at=at)
        calendar.refresh_from_db()
    promise_more(calendar, at=at)
    parts = {
        number: add_part(HOUSE, number=number, name=name, unit_price=Decimal(price), currency="CNY", at=at)
        for number, (name, price) in appliances.PARTS.items()
    }
    for code, (name, certified) in appliances.SKILLS.items():
        add_skill(HOUSE, code=code, name=name, needs_certificate=certified, at=at)
    made, faults = _catalogue(at)
    desks, dispatchers, posts = _regions(dice, administrator.unit, calendar, at)
    engineers = [engineer for post in posts.values() for engineer in post.engineers]
    return Cast(
        actors={
            role: actor_for(user, via="console", at=at)
            for role, user in {**people, "administrator": administrator}.items()
        },
        desks={region: tuple(actor_for(one, via="console", at=at) for one in desk) for region, desk in desks.items()},
        dispatchers={region: actor_for(one, via="console", at=at) for region, one in dispatchers.items()},
        hands={each.code: actor_for(each.user, via="field", at=at) for each in engineers if each.user},
        posts=posts,
        calendar=calendar,
        made=made,
        faults=faults,
        parts=parts,
    )


def _founded(at: datetime) -> User:
    name, mailbox = words.PEOPLE["administrator"]
    _company, administrator = set_up_company(
        HOUSE,
        company=words.COMPANY,
        name=name,
        email=f"{mailbox}@demo.example",
        password=words.PASSWORD,
        language="zh-hans",
        time_zone="Asia/Shanghai",
        demo=True,
        at=at,
    )
    return administrator


def _person(
    role: str,
    name: str,
    mailbox: str,
    *,
    at: datetime,
    password: str | None = words.PASSWORD,
    unit: OrganisationUnit | None = None,
    node: OrganisationUnit | None = None,
) -> User:
    user = create_user(HOUSE, email=f"{mailbox}@demo.example", name=name, password=password, unit=unit, at=at)
    if node is not None:
        give_grant(HOUSE, user, role=role, scope="node", node=node, at=at)
    else:
        give_grant(HOUSE, user, role=role, at=at)
    return user


def _catalogue(at: datetime) -> tuple[tuple[Made, ...], dict[tuple[str, str], FaultCode]]:
    made, faults = [], {}
    for sort in appliances.SORTS:
        node = add_category(HOUSE, code=sort.code, name=sort.name, at=at)
        term = add_warranty_term(
            HOUSE,
            name=f"{sort.name}整机保修",
            category=node,
            labour_months=12,
            parts_months=36,
            travel_months=12,
            at=at,
        )
        troubles = []
        for problem in sort.problems:
            troubles.append(
                add_incident_type(
                    HOUSE,
                    code=problem.code,
                    name=problem.name,
                    category=node,
                    skills={problem.skill: 2},
                    duration_minutes=problem.minutes,
                    parts=[{"part": problem.part, "quantity": 1}] if problem.part else [],
                    at=at,
                )
            )
            for kind, name in (("symptom", problem.name), ("cause", problem.cause), ("remedy", problem.remedy)):
                faults[kind, problem.code] = add_fault_code(
                    HOUSE, kind=kind, code=problem.code, name=name, category=node, at=at
                )
        for model in sort.models:
            product = add_product(
                HOUSE, number=model.number, name=model.name, brand=words.COMPANY, category=node, at=at
            )
            made.append(Made(sort, model, product, term, tuple(troubles)))
    return tuple(made), faults


def _regions(
    dice: Random, top: OrganisationUnit | None, calendar: Calendar, at: datetime
) -> tuple[dict[str, list[User]], dict[str, User], dict[str, Post]]:
    desks: dict[str, list[User]] = {}
    dispatchers, posts = {}, {}
    for code, name in REGIONS.items():
        codes = [district.code for outlet in OUTLETS if outlet.region == code for district in outlet.districts]
        region = create_unit(HOUSE, code=code, name=name, parent=top, kind="region", region_codes=codes, at=at)
        at_desk, sends = words.DESKS[code]
        desks[code] = [
            _person("agent", person, f"agent.{code}{n}", password=None, unit=region, at=at)
            for n, person in enumerate(at_desk, 1)
        ]
        dispatchers[code] = _person(
            "dispatcher", sends, f"dispatcher.{code}", password=None, unit=region, node=region, at=at
        )
        create_team(HOUSE, name=f"{name}客服组", members=desks[code], unit=region, at=at)
        for outlet in (one for one in OUTLETS if one.region == code):
            posts[outlet.code] = _post(dice, outlet, region, calendar, at)
    return desks, dispatchers, posts


def _post(dice: Random, place: Outlet, region: OrganisationUnit, calendar: Calendar, at: datetime) -> Post:
    unit = create_unit(
        HOUSE, code=place.code, name=place.name, parent=region, kind="outlet",
        region_codes=[district.code for district in place.districts], at=at,
    )  # fmt: skip
    first = OUTLETS.index(place) * ENGINEERS_OF_AN_OUTLET
    engineers = tuple(_engineer(dice, first + n, place, unit, calendar, at) for n in range(ENGINEERS_OF_AN_OUTLET))
    create_team(
        HOUSE, name=f"{place.name}维修组", members=[each.user for each in engineers if each.user], unit=unit, at=at
    )
    return Post(place, unit, engineers)


def _engineer(
    dice: Random, n: int, place: Outlet, unit: OrganisationUnit, calendar: Calendar, at: datetime
) -> Engineer:
    name = words.ENGINEERS[n] if n < len(words.ENGINEERS) else dice.choice(words.SURNAMES) + dice.choice(words.GIVEN)
    password = words.PASSWORD if n == 0 else None  # the first is the one whom newcomers look over the shoulder
    user = _person("engineer", name, f"engineer{n + 1}", password=password, unit=unit, at=at)
    district = place.districts[n % len(place.districts)]
    engineer = register_engineer(
        HOUSE,
        name=name,
        code=f"E{n + 1:02d}",
        user=user,
        unit=unit,
        phone=f"137{n:04d}{dice.randint(1000, 9999)}",
        home=Place(district.latitude + dice.uniform(-0.02, 0.02), district.longitude + dice.uniform(-0.02, 0.02)),
        calendar=calendar,
        cost=Money(Decimal(dice.choice((55, 60, 65, 70))), "CNY"),
        at=at,
    )
    for other in place.districts:
        rank = "primary" if other is district else "secondary"
        set_territory(HOUSE, engineer, region_code=other.code, rank=rank, at=at)
    _abilities(engineer, n, at)
    return engineer


def _abilities(engineer: Engineer, n: int, at: datetime) -> None:
    """Everybody repairs appliances; some are certified for more, and one certificate has ended."""
    can = ("appliance", *ABILITIES[n % len(ABILITIES)])
    for skill in Skill.objects.filter(code__in=can).order_by("code"):
        grant_skill(HOUSE, engineer, skill=skill, level=2 + n % 3, at=at)
        if skill.needs_certificate:
            until = (at + timedelta(days=380 if n == 8 else 1000)).date()
            record_certificate(HOUSE, engineer, name=f"{skill.name}操作证", skill=skill, valid_until=until, at=at)
