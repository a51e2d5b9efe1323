"""The books of the demonstration company: its customers with their people and places, their devices and warranties."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from aftercare.config.demo import words
from aftercare.config.demo.company import HOUSE, Cast, Made, Post
from aftercare.config.demo.loading import Load
from aftercare.config.demo.places import District
from aftercare.domains.contracts.actions import start_agreement
from aftercare.domains.contracts.events import WarrantyStarted
from aftercare.domains.contracts.models import DeviceWarranty, ServiceLevel
from aftercare.domains.contracts.queries.terms import copy_of, dates_of
from aftercare.domains.customers.actions import add_tag
from aftercare.domains.customers.events import ContactAdded, CustomerRegistered, SiteAdded
from aftercare.domains.customers.indexing import customer_tokens
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.devices.events import DeviceRegistered
from aftercare.domains.devices.models import Device, OwnerHistory
from aftercare.kit.copying import count_from
from aftercare.kit.events import entry_for
from aftercare.kit.ids import id_of
from aftercare.kit.words import sound_key

ZONE = ZoneInfo("Asia/Shanghai")
TAGS = ("高价值", "物业", "老客户", "首次购机", "投诉敏感", "过保客户", "沉睡客户")
FIRMS_IN_A_HUNDRED = 6
AGREEMENTS = 16
NEAR = (12, 25, 33, 52)  # in how many days some of them end


@dataclass(frozen=True, slots=True)
class Household:
    """A customer with the places where devices stand."""

    customer: Customer
    contact: Contact
    sites: tuple[Site, ...]
    post: Post
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Home:
    """A device at a customer's, what it is and what it was promised."""

    household: Household
    site: Site
    device: Device
    made: Made
    bought: date
    warranty: DeviceWarranty

    @property
    def customer(self) -> Customer:
        return self.household.customer


class Books:
    """Fills the books, in the order of time."""

    def __init__(self, dice: Random, cast: Cast, load: Load, *, begin: datetime, end: datetime) -> None:
        self.dice, self.cast, self.load, self.begin, self.end = dice, cast, load, begin, end
        self.tags = {name: add_tag(HOUSE, name=name, at=begin) for name in TAGS}

    def fill(self, customers: int, devices: int) -> list[Home]:
        """Put so many customers and devices on record; the load is not written yet."""
        known = sorted(self._known_at() for _n in range(customers))
        households = [self._household(n, at) for n, at in enumerate(known, 1)]
        firms = [one for one in households if one.customer.kind == "company"]
        owners = households + self.dice.choices(firms, k=len(firms) * 8)
        owners += self.dice.choices(households, k=max(devices - len(owners), 0))
        bought = sorted(((self._bought(one), n) for n, one in enumerate(owners[:devices])), key=lambda each: each)
        homes = [self._home(owners[n], day, place) for place, (day, n) in enumerate(bought, 1)]
        count_from("customer", customers)
        count_from("device", len(homes))
        return homes

    def _known_at(self) -> datetime:
        """Seven in ten were customers before the year that is told."""
        if self.dice.random() < 0.7:
            return self.begin + timedelta(minutes=self.dice.randint(1, 600))
        return self.begin + (self.end - self.begin) * self.dice.random() * 0.97

    def _bought(self, owner: Household) -> date:
        last = (self.end - timedelta(days=8)).date()
        if owner.known_at > self.begin + timedelta(days=1):
            return min(owner.known_at.astimezone(ZONE).date(), last)
        return last - timedelta(days=int(self.dice.triangular(0, 1900, 500)))

    def _household(self, n: int, at: datetime) -> Household:
        posts = list(self.cast.posts.values())
        post = self.dice.choices(posts, [each.place.share for each in posts])[0]
        firm = self.dice.randrange(100) < FIRMS_IN_A_HUNDRED
        customer = self._customer(n, post, firm, at)
        contact = self._contact(n, customer, firm, at)
        names = words.SITES_OF_FIRMS[: self.dice.randint(1, 4)] if firm else ("家",)
        sites = tuple(self._site(customer, name, self.dice.choice(post.place.districts), firm, at) for name in names)
        customer.search = _vector(customer_tokens([customer], [contact], sites))
        self.load.add([customer, contact, *sites])
        facts = [
            CustomerRegistered(customer_id=customer.id, number=customer.number, kind=customer.kind),
            ContactAdded(contact_id=contact.id, customer_id=customer.id),
            *(SiteAdded(site_id=site.id, customer_id=customer.id) for site in sites),
        ]
        self.load.tell(entry_for(HOUSE, fact, at=at, context_id=customer.id) for fact in facts)
        self._mark(customer, firm)
        return Household(customer, contact, sites, post, at)

    def _customer(self, n: int, post: Post, firm: bool, at: datetime) -> Customer:
        name = self._firm(post.place.districts[0].city) if firm else self._name()
        return Customer(
            id=id_of(at, self.dice),
            number=f"C-{at:%Y}-{n:06d}",
            kind="company" if firm else "person",
            name=name,
            name_key=sound_key(name, surname=not firm)[:400],
            unit=post.unit,
        )

    def _name(self) -> str:
        return self.dice.choice(words.SURNAMES) + self.dice.choice(words.GIVEN)

    def _firm(self, city: str) -> str:
        return city.removesuffix("市") + self.dice.choice(words.FIRMS) + self.dice.choice(words.FIRM_KINDS)

    def _contact(self, n: int, customer: Customer, firm: bool, at: datetime) -> Contact:
        phone = f"139{n:04d}{self.dice.randint(1000, 9999)}"
        return Contact(
            id=id_of(at, self.dice),
            customer=customer,
            name=self._name() if firm else customer.name,
            phone=f"+86{phone}",
            phone_written=phone,
            email=f"kehu{n:04d}@example.com" if firm or self.dice.random() < 0.3 else "",
            role=self.dice.choice(words.ROLES_OF_CONTACTS) if firm else "",
            preferred=True,
        )

    def _site(self, customer: Customer, name: str, district: District, firm: bool, at: datetime) -> Site:
        number = f"{self.dice.choice(district.streets)}{self.dice.randint(1, 999)}号"
        room = "" if firm else f"{self.dice.randint(1, 30)}0{self.dice.randint(1, 4)}室"
        return Site(
            id=id_of(at, self.dice),
            customer=customer,
            name=name if firm else district.name,
            address=f"{district.city}{district.name}{number}{room}",
            region_code=district.code,
            latitude=Decimal(f"{district.latitude + self.dice.uniform(-0.03, 0.03):.6f}"),
            longitude=Decimal(f"{district.longitude + self.dice.uniform(-0.03, 0.03):.6f}"),
            unit_id=customer.unit_id,
        )

    def _mark(self, customer: Customer, firm: bool) -> None:
        names = {"物业"} if firm else set()
        if self.dice.random() < 0.05:
            names.add(self.dice.choice(("首次购机", "投诉敏感")))
        marked = Customer.tags.through
        self.load.add(marked(customer_id=customer.id, tag_id=self.tags[name].id) for name in sorted(names))

    def _home(self, household: Household, bought: date, n: int) -> Home:
        made = self.dice.choices(self.cast.made, [each.model.sold for each in self.cast.made])[0]
        at = max(household.known_at, datetime.combine(bought, time(11), tzinfo=ZONE)) + timedelta(minutes=5)
        installed = bought + timedelta(days=self.dice.randint(1, 7))
        customer, site = household.customer, self.dice.choice(household.sites)
        device = Device(
            id=id_of(at, self.dice),
            number=f"D-{at:%Y}-{n:06d}",
            product=made.product,
            serial=f"{made.model.prefix}{bought:%y%m}{n:05d}",
            customer=customer,
            site=site,
            sold_date=bought,
            installed_date=installed,
            registered_date=installed if household.customer.kind == "person" and n % 3 == 0 else None,
            qr_key=f"{self.dice.getrandbits(128):032x}",
        )
        warranty = copy_of(made.term, dates_of(device))
        assert warranty is not None  # noqa: S101  it was sold on a day
        warranty.id, warranty.device = id_of(at, self.dice), device
        owner = OwnerHistory(id=id_of(at, self.dice), device=device, customer=customer, from_date=bought)
        self.load.add([device, owner, warranty])
        registered = DeviceRegistered(
            device_id=device.id, number=device.number, product_id=made.product.id, customer_id=customer.id
        )
        started = WarrantyStarted(
            warranty_id=warranty.id,
            device_id=device.id,
            starts_on=warranty.starts_on,
            started_by=warranty.started_by,
        )
        self.load.tell([entry_for(HOUSE, registered, at=at, context_id=customer.id)])
        self.load.tell([entry_for(HOUSE, started, at=at, context_id=device.id)])
        return Home(household, site, device, made, bought, warranty)


def conclude_agreements(dice: Random, cast: Cast, homes: list[Home], *, at: datetime, end: datetime) -> set[Customer]:
    """Some firms have a contract for their devices: some in force, some ended a while ago; returns who has one."""
    of_firms: dict[Customer, list[Home]] = {}
    for home in homes:
        if home.customer.kind == "company" and home.household.known_at <= at + timedelta(days=1):
            of_firms.setdefault(home.customer, []).append(home)
    most = sorted(of_firms, key=lambda customer: (-len(of_firms[customer]), customer.number))[:AGREEMENTS]
    gold = ServiceLevel.objects.get(code="gold")
    for n, customer in enumerate(most):
        ends_on = (end + timedelta(days=NEAR[n])).date() if n < len(NEAR) else _last_day(n, at)
        start_agreement(
            cast.actors["manager"],
            customer=customer,
            name="全保服务合同" if n % 2 else "年度保养合同",
            level=gold if n % 3 == 0 else None,
            starts_on=at.date(),
            ends_on=ends_on,
            charging="annual" if n % 2 else "per_call",
            **_named(n, of_firms[customer]),
            entitlements={"visits": Decimal(dice.choice((20, 40, 60)))} if n % 2 else {},
            at=at + timedelta(days=1),
        )
    return set(most)


def _named(n: int, homes: list[Home]) -> dict[str, Any]:
    """What is covered: everything, the devices of a list, one place, or one model."""
    if n % 4 == 0:
        return {}
    if n % 8 == 1:
        return {"sites": [homes[0].site]}
    if n % 8 == 2:
        return {"products": [homes[0].made.product]}
    return {"devices": [home.device for home in homes[:12]]}


def _last_day(n: int, at: datetime) -> date:
    """Some ended after half a year, the others run for two."""
    return (at + timedelta(days=180 if n % 6 == 5 else 720)).date()


def _vector(tokens: list[str]) -> str:
    return " ".join(f"'{token}'" for token in tokens)
