"""The company whose requests are loaded: made through the product's own actions where it is small, else in bulk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bench.courses import DWELL_MINUTES, TARGETS
from bench.tickets import KINDS, Ticket

CUSTOMERS, AGENTS, PRODUCTS, REGIONS = 5_000, 50, 40, 4
SURNAMES = "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗".split()
GIVEN = "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 涛 明 超 霞 平 刚 桂英 建华 志强 秀兰 海燕 文博".split()
PASSWORD = "loaded for a measurement"


@dataclass(frozen=True, slots=True)
class Home:
    """A customer with what a request of theirs points at."""

    customer: UUID
    name: str
    site: UUID
    unit: UUID
    device: UUID
    product: UUID


@dataclass(frozen=True, slots=True)
class Company:
    """Whom and what the loaded requests name."""

    homes: Sequence[Home]
    engineers: Sequence[tuple[UUID, UUID]]  # the engineer and the engineer's user
    agents: Sequence[UUID]
    level: UUID
    calendar: UUID
    coverage: Mapping[bool, Mapping[str, Any]]  # with a device, or without


def found_company(tickets: Sequence[Ticket], at: datetime) -> Company:
    """Set up everything requests point at; `at` lies before the oldest ticket."""
    from aftercare.domains.accounts.actions import create_unit, create_user, give_grant, set_up_company
    from aftercare.domains.workforce.actions import register_engineer
    from aftercare.kit.actor import system

    house = system("load")
    made, administrator = set_up_company(
        house, company="华安电器", name="管理员", email="admin@example.com", password=PASSWORD,
        language="zh-hans", time_zone="Asia/Shanghai", at=at,
    )  # fmt: skip
    top = administrator.unit
    regions = [
        create_unit(house, code=f"region-{n}", name=f"{n} 区", parent=top, kind="region", at=at)
        for n in range(1, REGIONS + 1)
    ]
    agents, engineers = [], []
    for n in range(AGENTS):
        agent = create_user(house, email=f"agent{n}@example.com", name=_name(n), unit=top, at=at)
        give_grant(house, agent, role="manager", at=at)
        agents.append(agent.id)
        person = create_user(house, email=f"engineer{n}@example.com", name=_name(n + 60), unit=top, at=at)
        give_grant(house, person, role="engineer", at=at)
        unit = regions[n % REGIONS]
        engineers.append((register_engineer(house, name=person.name, user=person, unit=unit, at=at).id, person.id))
    desk = create_user(house, email="region@example.com", name="区域客服", unit=regions[0], at=at)
    give_grant(house, desk, role="agent", scope="node", node=regions[0], at=at)
    level, calendar = _patient_level()
    _kinds()
    homes = _homes([region.id for region in regions], at)
    return Company(homes, engineers, agents, level, calendar, _coverage(homes[0], at))


def _name(n: int) -> str:
    return SURNAMES[n % len(SURNAMES)] + GIVEN[n // len(SURNAMES) % len(GIVEN)] + (f" {n // 500}" if n >= 500 else "")


def _patient_level() -> tuple[UUID, UUID]:
    """The level under which the clocks of two years still run."""
    from aftercare.domains.contracts.models import LevelTarget, Priority, ServiceLevel

    standard = ServiceLevel.objects.get(is_default=True)
    level = ServiceLevel.objects.create(code="patient", name="Patient", calendar_id=standard.calendar_id)
    LevelTarget.objects.bulk_create(
        LevelTarget(level=level, clock=kind, priority=priority, minutes=seconds // 60, stages=[75, 100, 150])
        for kind, seconds in TARGETS.items()
        for priority in Priority.values
    )
    return level.id, level.calendar_id


def _kinds() -> None:
    from aftercare.domains.requests.models import RequestKind

    for position, code in enumerate(KINDS, 10):
        RequestKind.objects.get_or_create(code=code, defaults={"name": code.capitalize(), "position": position})
    RequestKind.objects.update(dwell_minutes=DWELL_MINUTES, auto_assign=False)


def _warranties(devices: Sequence[Any], at: datetime) -> None:
    """Five years of labour and parts for each device."""
    from aftercare.domains.contracts.models import DeviceWarranty

    ends = (at + timedelta(days=5 * 365)).date()
    DeviceWarranty.objects.bulk_create(
        (
            DeviceWarranty(
                device=device, name="五年保修", starts_on=at.date(), started_by="installation", labour_percent=100,
                labour_ends_on=ends, parts_percent=100, parts_ends_on=ends, travel_percent=0, travel_ends_on=ends,
            )
            for device in devices
        ),
        batch_size=500,
    )  # fmt: skip


def _homes(regions: Sequence[UUID], at: datetime) -> list[Home]:
    from aftercare.domains.catalog.models import Category, Product
    from aftercare.domains.customers.indexing import customer_tokens
    from aftercare.domains.customers.models import Customer, Site
    from aftercare.domains.devices.models import Device
    from aftercare.kit.searching import token_vector

    category = Category.objects.create(code="appliances", name="家电")
    products = Product.objects.bulk_create(
        Product(category=category, number=f"KFR-{20 + n}GW", name=f"空调 KFR-{20 + n}GW") for n in range(PRODUCTS)
    )
    customers = [
        Customer(number=f"C-2024-{n:06d}", name=_name(n), name_key=f"{n:06d}", unit_id=regions[n % len(regions)])
        for n in range(1, CUSTOMERS + 1)
    ]
    for customer in customers:
        customer.search = token_vector(customer_tokens([customer]))
    Customer.objects.bulk_create(customers, batch_size=500)
    sites = Site.objects.bulk_create(
        (
            Site(customer=one, name="家", address=f"长宁路 {n} 号", unit_id=one.unit_id)
            for n, one in enumerate(customers, 1)
        ),
        batch_size=500,
    )
    devices = Device.objects.bulk_create(
        (
            Device(
                number=f"D-2024-{n:06d}", serial=f"SN{n:08d}", product=products[n % PRODUCTS], customer=one, site=site,
                installed_date=at.date(),
            )
            for n, (one, site) in enumerate(zip(customers, sites, strict=True), 1)
        ),
        batch_size=500,
    )  # fmt: skip
    _warranties(devices, at)
    return [
        Home(one.id, one.name, site.id, one.unit_id, device.id, device.product_id)
        for one, site, device in zip(customers, sites, devices, strict=True)
    ]


def _coverage(home: Home, at: datetime) -> Mapping[bool, Mapping[str, Any]]:
    from aftercare.domains.contracts.queries import coverage_for

    on = (at + timedelta(days=1)).date()
    return {
        with_device: coverage_for(
            device_id=home.device if with_device else None, customer_id=home.customer, on=on
        ).to_json()
        for with_device in (True, False)
    }
