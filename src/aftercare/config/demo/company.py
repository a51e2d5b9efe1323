"""People, calendar, service levels, catalogue, engineers and customers of the demonstration company."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from aftercare.config.demo import words
from aftercare.domains.accounts.actions import create_calendar, create_user, give_grant, set_up_company
from aftercare.domains.accounts.models import Calendar, User
from aftercare.domains.accounts.queries import actor_for, root_unit
from aftercare.domains.catalog.actions import (
    add_category,
    add_fault_code,
    add_incident_type,
    add_part,
    add_product,
    add_skill,
)
from aftercare.domains.catalog.models import Category, IncidentType, Product
from aftercare.domains.contracts.actions import add_warranty_term
from aftercare.domains.customers.actions import add_site, register_customer
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.actions import register_device
from aftercare.domains.devices.models import Device
from aftercare.domains.workforce.actions import grant_skill, record_certificate, register_engineer, set_territory
from aftercare.domains.workforce.facts import Place
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor, system

HOUSE = system("demo")
Catalogue = dict[str, tuple[Product, tuple[tuple[IncidentType, str], ...]]]
WORKWEEK = [[[510, 720], [780, 1080]]] * 6 + [[]]  # 8:30–12:00 and 13:00–18:00, Sundays closed


@dataclass(frozen=True, slots=True)
class Home:
    """A customer with a device and what may break on it."""

    customer: Customer
    device: Device
    problems: tuple[tuple[IncidentType, str], ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the demonstration."""

    actors: dict[str, Actor]
    engineers: list[Engineer]
    engineer_actors: dict[str, Actor]
    homes: list[Home]


def make_company(dice: Random, *, customers: int, at: datetime) -> Cast:
    """Set the company up and fill its books."""
    admin_name, admin = words.PEOPLE["administrator"]
    _company, person = set_up_company(
        HOUSE,
        company=words.COMPANY,
        name=admin_name,
        email=f"{admin}@demo.example",
        password=words.PASSWORD,
        language="zh-hans",
        time_zone="Asia/Shanghai",
        demo=True,
        at=at,
    )
    people = {
        "administrator": person,
        **{r: _person(r, *who, at) for r, who in words.PEOPLE.items() if r != "administrator"},
    }
    calendar = create_calendar(HOUSE, name="上门服务时间", zone="Asia/Shanghai", week=WORKWEEK, country="CN", at=at)
    catalogue = _catalogue(at)
    engineers = [_engineer(dice, n, name, calendar, at) for n, name in enumerate(words.ENGINEERS)]
    homes = [_home(dice, n, catalogue, at) for n in range(customers)]
    users = {each.code: each.user for each in engineers}
    return Cast(
        {role: actor_for(user, via="console", at=at) for role, user in people.items()},
        engineers,
        {code: actor_for(user, via="field", at=at) for code, user in users.items() if user},
        homes,
    )


def _person(role: str, name: str, mailbox: str, at: datetime) -> User:
    user = create_user(
        HOUSE, email=f"{mailbox}@demo.example", name=name, password=words.PASSWORD, unit=root_unit(), at=at
    )
    give_grant(HOUSE, user, role=role, at=at)
    return user


def _catalogue(at: datetime) -> Catalogue:
    for code, (name, certified) in words.SKILLS.items():
        add_skill(HOUSE, code=code, name=name, needs_certificate=certified, at=at)
    for number, (name, price) in words.PARTS.items():
        add_part(HOUSE, number=number, name=name, unit_price=Decimal(price), currency="CNY", at=at)
    made = {}
    for category, (number, name, _prefix, problems) in words.PRODUCTS.items():
        node = add_category(HOUSE, code=number.lower(), name=category, at=at)
        product = add_product(HOUSE, number=number, name=name, brand=words.COMPANY, category=node, at=at)
        add_warranty_term(
            HOUSE,
            name=f"{category}整机保修",
            product=product,
            labour_months=12,
            parts_months=36,
            travel_months=12,
            at=at,
        )
        kinds = tuple(
            (
                add_incident_type(
                    HOUSE, code=code, name=words_, category=node, skills={skill: 2}, duration_minutes=minutes, at=at
                ),
                said,
            )
            for code, words_, said, minutes, skill in problems
        )
        for code, name, *_more in problems:
            _faults(code, name, node, at)
        made[category] = (product, kinds)
    return made


def _faults(code: str, symptom: str, category: Category, at: datetime) -> None:
    """What is chosen from when a repair is written down."""
    cause, remedy, _said, _part = words.REPAIRS[code]
    for kind, name in (("symptom", symptom), ("cause", cause), ("remedy", remedy)):
        add_fault_code(HOUSE, kind=kind, code=code, name=name, category=category, at=at)


def _engineer(dice: Random, n: int, name: str, calendar: Calendar, at: datetime) -> Engineer:
    user = _person("engineer", name, f"engineer{n + 1}", at)
    district = list(words.DISTRICTS.values())[n % len(words.DISTRICTS)]
    engineer = register_engineer(
        HOUSE,
        name=name,
        code=f"E{n + 1:02d}",
        user=user,
        unit=root_unit(),
        home=Place(district[1] + dice.uniform(-0.02, 0.02), district[2] + dice.uniform(-0.02, 0.02)),
        calendar=calendar,
        at=at,
    )
    for rank, place in enumerate([district, list(words.DISTRICTS.values())[(n + 1) % len(words.DISTRICTS)]]):
        set_territory(HOUSE, engineer, region_code=place[0], rank=("primary", "secondary")[rank], at=at)
    _abilities(engineer, n, at)
    return engineer


def _abilities(engineer: Engineer, n: int, at: datetime) -> None:
    """Everybody repairs appliances; some are certified for more, one certificate has ended."""
    from aftercare.domains.catalog.models import Skill

    for skill in Skill.objects.order_by("code"):
        if skill.code != "appliance" and (n + len(skill.code)) % 2:
            continue
        grant_skill(HOUSE, engineer, skill=skill, level=2 + n % 3, at=at)
        if skill.needs_certificate:
            until = (at + timedelta(days=-10 if n == 3 else 400)).date()
            record_certificate(HOUSE, engineer, name=f"{skill.name}操作证", skill=skill, valid_until=until, at=at)


def _home(dice: Random, n: int, catalogue: Catalogue, at: datetime) -> Home:
    name = dice.choice(words.SURNAMES) + dice.choice(words.GIVEN)
    customer = register_customer(
        HOUSE, name=name, phone=f"139{n:04d}{dice.randint(1000, 9999)}", unit=root_unit(), at=at
    )
    district = dice.choice(list(words.DISTRICTS))
    code, latitude, longitude, streets = words.DISTRICTS[district]
    address = (
        f"上海市{district}{dice.choice(streets)}{dice.randint(1, 999)}号{dice.randint(1, 30)}0{dice.randint(1, 4)}室"
    )
    site = add_site(
        HOUSE,
        customer,
        name=district,
        address=address,
        region_code=code,
        latitude=Decimal(f"{latitude + dice.uniform(-0.03, 0.03):.6f}"),
        longitude=Decimal(f"{longitude + dice.uniform(-0.03, 0.03):.6f}"),
        at=at,
    )
    category = dice.choice(list(catalogue))
    product, problems = catalogue[category]
    bought = (at - timedelta(days=dice.randint(30, 1500))).date()
    device = register_device(
        HOUSE,
        product=product,
        customer=customer,
        serial=f"{words.PRODUCTS[category][2]}{bought:%y%m}{n:05d}",
        site=site,
        sold_date=bought,
        installed_date=bought,
        at=at,
    )
    return Home(customer, device, problems)
