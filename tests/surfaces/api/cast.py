"""A small company in which every operation has something to do: what stands in it, and one good call of each."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.make import HOUSE, later

GOODWILL = {"labour_percent": 100, "parts_percent": 0, "travel_percent": 0, "reason": "老客户"}
PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


@dataclass
class Upload:
    """A body that is sent as a form with a file."""

    content: bytes = PICTURE
    name: str = "photo.png"
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Sample:
    """One good call of an operation."""

    path: str
    body: Any = None


OF_WEIGHTS = {
    "read_dispatch_weights": Sample("/dispatch_weights"),
    "set_dispatch_weights": Sample("/dispatch_weights", {"weights": {"continuity": 40}, "reason": "熟客"}),
    "preview_dispatch_weights": Sample("/dispatch_weights/preview", {"weights": {"continuity": 40}}),
    "list_dispatch_weight_sets": Sample("/dispatch_weights/sets"),
}


class Cast:
    """Things of every noun, and requests in every state, each with the engineer who is signed in as `engineer`."""

    def __init__(self, user_of: Any, unit: Any, at: datetime) -> None:
        self.at, self.unit, self.user_of = at, unit, user_of
        self._records()
        self._people()
        self._requests()
        self._registered()
        self._told()

    def _told(self) -> None:
        from aftercare.domains.channels.actions import notify_people, set_reply_template
        from aftercare.domains.channels.models import Message

        about = {"kind": "request.mentioned", "about": self.pending.ref, "label": self.pending.number, "key": "cast"}
        (self.told,) = notify_people(HOUSE, [self.user.id], at=self.at, **about)
        self.message = Message.objects.get(person=self.user, kind="request.mentioned")
        self.reply = set_reply_template(HOUSE, code="ok", language="zh-hans", name="好", text="好的", at=self.at)

    def _records(self) -> None:
        from aftercare.domains.accounts import actions as accounts
        from aftercare.domains.catalog import actions as catalog
        from aftercare.domains.contracts import actions as contracts
        from aftercare.domains.customers import actions as customers
        from aftercare.domains.devices import actions as devices

        at = self.at
        self.customer = customers.register_customer(HOUSE, name="王芳", phone="13800138000", unit=self.unit, at=at)
        self.other = customers.register_customer(HOUSE, name="赵敏", phone="13900139000", unit=self.unit, at=at)
        self.contact = self.customer.contacts.get()
        self.site = customers.add_site(HOUSE, self.customer, name="浦东工厂", unit=self.unit, at=at)
        self.product = catalog.add_product(HOUSE, number="KFR-35GW", name="空调", at=at)
        self.part = catalog.add_part(HOUSE, number="CAP-35UF", name="启动电容", at=at)
        self.category = catalog.add_category(HOUSE, code="home", name="家电", at=at)
        self.problem = catalog.add_incident_type(HOUSE, code="leak", name="漏水", at=at)
        self.grade = customers.add_grade(HOUSE, code="silver", name="银牌", at=at)
        self._beside(customers)
        self.tag = customers.add_tag(HOUSE, name="连锁", at=at)
        self.fault = catalog.add_fault_code(HOUSE, kind="symptom", code="S1", name="有水渍", at=at)
        self.skill = catalog.add_skill(HOUSE, code="refrigeration", name="制冷", at=at)
        self.device = devices.register_device(
            HOUSE, product=self.product, customer=self.customer, serial="SN1", installed_date=date(2026, 1, 1), at=at
        )
        self.component = devices.build_in(HOUSE, self.device, product=self.product, serial="SN1-C", at=at)
        worn = {"starts_on": date(2026, 1, 1), "months": 12, "labour_percent": 100}
        self.term = contracts.add_warranty_term(HOUSE, name="空调保修", product=self.product, labour_months=12, at=at)
        self.rule = contracts.add_statutory_rule(HOUSE, name="家电", regulation="三包规定", source="1995", at=at)
        self.warranty = contracts.grant_warranty(HOUSE, self.device, name="延保", at=at, **worn)
        self.void_warranty = contracts.grant_warranty(HOUSE, self.device, name="试用", at=at, **worn)
        contracts.void_warranty(HOUSE, self.void_warranty, on=date(2026, 1, 1), reason="误判", at=at)
        self.agreement = contracts.start_agreement(
            HOUSE,
            customer=self.customer,
            name="年度保养",
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            at=at,
        )
        self.suspended = contracts.start_agreement(
            HOUSE, customer=self.customer, name="旧合同", starts_on=date(2025, 1, 1), ends_on=date(2026, 12, 31), at=at
        )
        contracts.suspend_agreement(HOUSE, self.suspended, reason="欠费", at=at)
        week = [[[540, 1080]]] * 5 + [[], []]
        self.calendar = accounts.create_calendar(HOUSE, name="总部", zone="Asia/Shanghai", week=week, at=at)
        accounts.set_special_day(HOUSE, self.calendar, on=date(2026, 6, 6), intervals=[], at=at)

    def _beside(self, customers: Any) -> None:
        """A record that is merged, and a customer whose grade is given by hand."""
        merged = customers.register_customer(HOUSE, name="王小芳", unit=self.unit, at=self.at)
        customers.merge_customer(HOUSE, merged, into=self.customer, at=self.at)
        merged.refresh_from_db()
        self.merged = merged
        self.favoured = customers.register_customer(HOUSE, name="钱进", unit=self.unit, at=self.at)
        until = later(self.at, days=30)
        customers.override_grade(HOUSE, self.favoured, grade=self.grade, reason="大客户", until=until, at=self.at)

    def _people(self) -> None:
        from allauth.mfa.models import Authenticator

        from aftercare.domains.accounts import actions as accounts
        from aftercare.domains.workforce import actions as workforce

        at = self.at
        self.user = self.user_of("engineer")
        self.team = accounts.create_team(HOUSE, name="华东一组", members=[self.user], at=at)
        self.guest = accounts.create_user(HOUSE, email="guest@example.com", name="客人", at=at)
        self.grant = accounts.give_grant(HOUSE, self.guest, role="agent", at=at)
        Authenticator.objects.create(user=self.guest, type="totp", data={})
        self.branch = accounts.create_unit(HOUSE, code="branch", name="分部", parent=self.unit, at=at)
        self.role = accounts.create_role(HOUSE, code="spare", name="备用", permissions=["catalog.view"], at=at)
        accounts.create_role(HOUSE, code="reader", name="读者", permissions=["catalog.view"], at=at)
        self.asked = accounts.ask_permission(HOUSE, self.guest, role="analyst", reason="月报", at=at)
        self.theirs = accounts.ask_permission(HOUSE, self.user, role="analyst", reason="月报", at=at)
        self.gone = accounts.create_user(HOUSE, email="gone@example.com", name="离职", unit=self.unit, at=at)
        self.gone = accounts.deactivate_user(HOUSE, self.gone, at=at)
        self.engineer = workforce.register_engineer(
            HOUSE, name="李工", user=self.user, unit=self.unit, calendar=self.calendar, at=at
        )
        self.retired = workforce.register_engineer(HOUSE, name="老王", unit=self.unit, at=at)
        workforce.deactivate_engineer(HOUSE, self.retired, at=at)
        workforce.grant_skill(HOUSE, self.engineer, skill=self.skill, level=3, at=at)
        workforce.set_territory(HOUSE, self.engineer, region_code="310115", at=at)
        workforce.set_shift(HOUSE, self.engineer, on=date(2026, 3, 14), intervals=[[540, 720]], at=at)
        away = {"start_at": later(at, days=9), "end_at": later(at, days=10)}
        self.absence = workforce.record_absence(HOUSE, self.engineer, at=at, **away)
        self.certificate = workforce.record_certificate(
            HOUSE, self.engineer, name="低压电工证", valid_until=date(2027, 1, 1), at=at
        )
        self.task = accounts.open_task(
            HOUSE, kind="test", key="test:1", about=self.customer.ref, label="x", role="manager", at=at
        )
        self.view = accounts.save_view(
            HOUSE, self.guest, page="requests", name="全公司", query={}, shared="everybody", at=at
        )

    def _requests(self) -> None:
        from aftercare.domains.dispatch import actions as dispatch
        from aftercare.domains.feedback import actions as feedback
        from aftercare.domains.fieldwork import actions as fieldwork
        from aftercare.domains.fieldwork.drafts import RecordDraft
        from aftercare.domains.fieldwork.queries import records_of
        from aftercare.domains.requests import actions as requests
        from aftercare.kit.files import store_file

        at, record = self.at, RecordDraft(work_done="更换电容", labour_minutes=45)

        def entered() -> Any:
            return requests.submit_request(
                HOUSE, customer=self.customer, device=self.device, unit=self.unit, kind="repair", title="不制冷", at=at
            )

        def assigned() -> Any:
            return dispatch.assign_by_hand(HOUSE, entered(), engineer=self.engineer, at=at)

        def started() -> Any:
            return requests.start_request(HOUSE, assigned(), at=at)

        def handled() -> Any:
            return fieldwork.handle_visit(HOUSE, started(), record=record, at=at)

        def closed() -> Any:
            return feedback.confirm_by_call(HOUSE, handled(), satisfaction=5, at=at)

        def locked() -> Any:
            one = started()
            requests.fail_request(HOUSE, one, outcome="unsolved", at=at)
            dispatch.assign_by_hand(HOUSE, one, engineer=self.engineer, at=at)
            requests.start_request(HOUSE, one, at=at)
            return requests.fail_request(HOUSE, one, outcome="unsolved", at=at)

        self.pending, self.twin, self.assigned, self.started = entered(), entered(), assigned(), started()
        self.handled, self.closed, self.locked = handled(), closed(), locked()
        waiting = requests.suspend_request(HOUSE, assigned(), reason="customer", until=later(at, days=1), at=at)
        self.waiting = requests.override_coverage(HOUSE, waiting, at=at, **GOODWILL)
        slot = dispatch.Slot(later(at, days=1), later(at, days=1, hours=1))
        booked = dispatch.assign_by_hand(HOUSE, entered(), engineer=self.engineer, slot=slot, at=at)
        from aftercare.domains.dispatch.models import Visit

        self.visit = Visit.objects.get(request=booked)
        self.record = records_of(self.closed)[0].record
        self.link = requests.link_requests(HOUSE, self.locked, other=self.closed, at=at)
        self.file = store_file(subject=self.assigned.ref, name="a.png", content=PICTURE, actor=HOUSE, at=at)
        self.photo = store_file(
            subject=self.record.ref, name="b.png", content=PICTURE, role="photo", actor=HOUSE, at=at
        )

    def _registered(self) -> None:
        """What somebody told of the device of the pending request."""
        from aftercare.domains.registrations.models import Registration

        self.registration = Registration.objects.create(request=self.pending, device=self.device, seller="苏宁")
