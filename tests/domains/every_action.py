"""A good call of every action of every room, by its name `room.action`."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.domains.coverage_actions import calls_of_coverage
from tests.domains.every_account_action import AccountActions
from tests.domains.good_call import Good, good
from tests.domains.registration_actions import calls_of_registrations
from tests.make import HOUSE, later, request
from tests.surfaces.api.billed import calls_of as of_bills
from tests.surfaces.api.cast import PICTURE
from tests.surfaces.api.handed_in import calls_of as of_imports
from tests.surfaces.api.offered import calls_of_offers
from tests.surfaces.api.sold import calls_of


class Actions(AccountActions):
    """The cast, with a good call of everything that can be done with it."""

    def calls(self) -> dict[str, Good]:
        """The call of every action by its name."""
        from tests.domains.channel_actions import calls_of_channels

        found = {**self._of_accounts(), **self._of_rights(), **self._of_the_tree(), **self._of_customers()}
        found |= {**self._of_catalog(), **self._of_dictionaries(), **self._of_devices()}
        found |= {**self._of_contracts(), **self._of_workforce(), **self._of_requests(), **self._of_the_loop()}
        found |= {**calls_of_channels(self), **calls_of_coverage(self), **of_imports(self), **of_bills(self)}
        return {
            **found,
            **self._of_the_house(),
            **calls_of(self),
            **calls_of_offers(self),
            **calls_of_registrations(self),
        }

    def _of_customers(self) -> dict[str, Good]:
        from aftercare.domains.customers import actions as customers

        return {
            "customers.record_communication": good(self.customer, channel="phone", direction="in"),
            "customers.reveal_phone": good(self.contact),
            "customers.add_grade": good(code="vip", name="贵宾"),
            "customers.add_tag": good(name="学校"),
            "customers.change_grade": good(customers.add_grade(HOUSE, code="gold", name="金牌", at=self.at), rank=5),
            "customers.rename_tag": good(customers.add_tag(HOUSE, name="工厂", at=self.at), name="厂家"),
            "customers.merge_customer": good(self.other, into=self.customer),
            "customers.split_customer": good(self.merged),
            "customers.override_grade": good(
                self.customer, grade=self.grade, reason="投诉补偿", until=later(self.at, days=30)
            ),
            "customers.end_override": good(self.favoured),
            "customers.end_overrides": good(),
            "customers.ask_follow_ups": good(),
            "customers.add_contact": good(self.customer, name="李经理"),
            "customers.keep_contact": good(self.customer, name="李经理"),
            "customers.add_site": good(self.customer, name="二厂"),
            "customers.change_contact": good(self.contact, role="厂长"),
            "customers.change_site": good(self.site, access_notes="东门"),
            "customers.change_customer": good(self.customer, notes="周末不在"),
            "customers.register_customer": good(name="新客户"),
        }

    def _of_dictionaries(self) -> dict[str, Good]:
        from aftercare.domains.contracts.models import PauseReason, ServiceLevel
        from aftercare.domains.requests.models import AttemptOutcome, RequestKind

        level = ServiceLevel.objects.get(is_default=True)
        return {
            "requests.add_kind": good(code="inspection", name="巡检"),
            "requests.change_kind": good(RequestKind.objects.get(pk="repair"), reopen_days=60),
            "requests.add_outcome": good(code="weather", name="天气"),
            "requests.change_outcome": good(AttemptOutcome.objects.get(pk="unsolved"), name="没修好"),
            "contracts.add_pause_reason": good(code="weather", name="天气", pauses=["arrival"]),
            "contracts.change_pause_reason": good(PauseReason.objects.get(pk="parts"), moves_date=True),
            "contracts.create_level": good(code="gold", name="金牌", calendar=self.calendar),
            "contracts.change_level": good(level, name="标准"),
            "contracts.set_level_grades": good(level, grades=[]),
            "contracts.set_targets": good(level, minutes={("resolution", 3): 600}),
        }

    def _of_catalog(self) -> dict[str, Good]:
        from aftercare.domains.catalog import actions as catalog

        return {
            "catalog.add_fault_code": good(kind="cause", code="C1", name="电容失效"),
            "catalog.add_incident_type": good(code="no-cooling", name="不制冷"),
            "catalog.change_category": good(
                catalog.add_category(HOUSE, code="tv", name="电视", at=self.at), name="彩电"
            ),
            "catalog.change_fault_code": good(
                catalog.add_fault_code(HOUSE, kind="cause", code="C9", name="漏氟", at=self.at), active=False
            ),
            "catalog.change_incident_type": good(
                catalog.add_incident_type(HOUSE, code="noise", name="异响", at=self.at), duration_minutes=90
            ),
            "catalog.change_skill": good(self.skill, needs_certificate=True),
            "catalog.add_skill": good(code="welding", name="焊接"),
            "catalog.add_part": good(number="P2", name="保险丝"),
            "catalog.change_part": good(self.part, name="电容"),
            "catalog.add_category": good(code="ac", name="空调"),
            "catalog.add_product": good(number="X1", name="冰箱"),
            "catalog.change_product": good(self.product, brand="华安"),
        }

    def _of_devices(self) -> dict[str, Good]:
        return {}

    def _of_contracts(self) -> dict[str, Good]:
        from aftercare.domains.contracts import actions as contracts

        year = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
        worn = {"starts_on": date(2026, 1, 1), "months": 12, "labour_percent": 100}
        term = contracts.add_warranty_term(HOUSE, name="整机保修", labour_months=12, at=self.at)
        warranty = contracts.start_warranty(HOUSE, self.device, term=term, starts_on=date(2026, 1, 1), at=self.at)
        covered = contracts.start_agreement(
            HOUSE, customer=self.customer, name="含巡检", entitlements={"visits": Decimal(4)}, at=self.at, **year
        )
        return {
            "contracts.change_agreement": good(self.agreement, ends_on=date(2027, 12, 31)),
            "contracts.renew_agreement": good(self.agreement),
            "contracts.remind_of_endings": good(),
            "contracts.roll_over_what_is_left": good(),
            "contracts.cover_device": good(self.agreement, device=self.device),
            "contracts.end_agreement": good(self.agreement, reason="客户要求"),
            "contracts.resume_agreement": good(self.suspended, reason="已付"),
            "contracts.set_entitlements": good(self.agreement, entitlements={"visits": Decimal(2)}, reason="加购"),
            "contracts.start_agreement": good(customer=self.customer, name="年度保养", **year),
            "contracts.suspend_agreement": good(self.agreement, reason="欠费"),
            "contracts.use_entitlement": good(covered, kind="visits", quantity=Decimal(1), key="k1"),
            "contracts.add_warranty_term": good(name="家电", category=self.category, labour_months=12),
            "contracts.date_warranty": good(self.device),
            "contracts.grant_warranty": good(self.device, name="延保", **worn),
            "contracts.start_warranty": good(self.device, term=term, starts_on=date(2026, 1, 1)),
            "contracts.void_warranty": good(warranty, on=date(2026, 3, 1), reason="私自拆机"),
            "contracts.withdraw_warranty_term": good(term),
        }

    def _of_workforce(self) -> dict[str, Good]:
        one, day = self.engineer, date(2026, 3, 14)
        return {
            "workforce.grant_skill": good(one, skill=self.skill, level=5),
            "workforce.take_skill": good(one, skill=self.skill),
            "workforce.record_certificate": good(one, name="高处作业证", valid_until=date(2027, 1, 1)),
            "workforce.withdraw_certificate": good(self.certificate),
            "workforce.change_engineer": good(one, phone="13700137000"),
            "workforce.deactivate_engineer": good(one, reason="离职"),
            "workforce.reactivate_engineer": good(self.retired),
            "workforce.register_engineer": good(name="小张"),
            "workforce.record_absence": good(one, start_at=later(self.at, days=20), end_at=later(self.at, days=21)),
            "workforce.cancel_absence": good(self.absence),
            "workforce.set_shift": good(one, on=date(2026, 3, 15), intervals=[[540, 720]]),
            "workforce.take_shift": good(one, on=day),
            "workforce.set_territory": good(one, region_code="310104"),
            "workforce.take_territory": good(one, region_code="310115"),
        }

    def _of_requests(self) -> dict[str, Good]:
        tomorrow = later(self.at, days=1)
        return {
            "requests.submit_request": good(customer=self.customer, kind="repair", title="漏水"),
            "requests.assign_request": good(self.pending, engineer=self.engineer),
            "requests.withdraw_request": good(self.assigned, reason="客户要求"),
            "requests.decline_request": good(self.assigned, reason="生病"),
            "requests.start_request": good(self.assigned),
            "requests.report_progress": good(self.started, step="working"),
            "requests.handle_request": good(self.started, before=self._write_record),
            "requests.fail_request": good(self.started, outcome="unsolved"),
            "requests.suspend_request": good(self.assigned, reason="customer", until=tomorrow),
            "requests.resume_request": good(self.waiting),
            "requests.unlock_request": good(self.locked, decision="再派", required_at=later(self.at, days=10)),
            "requests.conclude_request": good(self.handled, decision="goodwill", reason="老客户"),
            "requests.sign_off_request": good(self.closed, accepted=True),
            "requests.confirm_request": good(self.handled, satisfaction=5),
            "requests.note_unreachable": good(self.handled),
            "requests.reject_request": good(self.handled, reason="未修好"),
            "requests.reopen_request": good(self.closed, reason="又坏了"),
            "requests.cancel_request": good(self.pending, reason="不需要了"),
            "requests.merge_request": good(self.twin, into=self.pending),
            "requests.change_request": good(self.pending, title="有异响"),
            "requests.link_requests": good(self.pending, other=self.started),
            "requests.unlink_requests": good(self.pending, before=self._link, other=self.started),
            "requests.split_request": good(self.pending, title="遥控器失灵", kind="repair"),
            "requests.watch_request": good(self.assigned),
            "requests.unwatch_request": good(self.assigned),
            "requests.move_required_date": good(
                self.pending, to=later(self.at, days=9), reason="customer", note="客户要求"
            ),
            "requests.attach_file": good(self.assigned, name="a.png", content=PICTURE),
            "requests.renew_link": good(self.pending),
            "requests.note_request": good(self.assigned, text="老客户"),
            "requests.record_contact": good(self.assigned, channel="phone", direction="out", text="马上来"),
            "requests.keep_late_report": good(self.assigned, verb="handle", done_at=self.at, report="{}"),
        }

    def _link(self) -> None:
        from aftercare.domains.requests.actions import link_requests

        link_requests(HOUSE, self.pending, other=self.started, at=self.at)

    def _write_record(self) -> None:
        """Half of `handle_visit`: the record is complete, the request not yet handled."""
        from aftercare.domains.fieldwork.actions import save_draft_record
        from aftercare.domains.fieldwork.drafts import RecordDraft
        from aftercare.domains.fieldwork.models import ServiceRecord

        record = RecordDraft(work_done="更换电容", labour_minutes=45)
        save_draft_record(HOUSE, self.started, record=record, at=self.at)
        ServiceRecord.objects.filter(request=self.started).update(state="complete", result="solved")

    def _lapsed(self) -> Any:
        """A request that nobody handled in time, and the entry of its ledger that says so."""
        from aftercare.domains.requests.actions import assign_request, lapse_request
        from aftercare.kit.ledger import facts_of

        one = request(self.at, customer_=self.customer, unit=self.unit)
        assign_request(HOUSE, one, engineer=self.engineer, at=self.at)
        lapsed = lapse_request(HOUSE, one, at=self.at)
        return lapsed, [entry for entry in facts_of(lapsed.ref) if entry.verb == "lapse"]

    def _of_the_loop(self) -> dict[str, Good]:
        from aftercare.domains.dispatch.words import Reason
        from aftercare.domains.fieldwork.checks import check_photo
        from aftercare.domains.fieldwork.drafts import RecordDraft
        from aftercare.domains.fieldwork.models import ServiceRecord
        from aftercare.domains.requests.models import RequestKind
        from aftercare.kit.files import store_file

        draft, kind = RecordDraft(work_done="更换电容", labour_minutes=45), RequestKind.objects.get(code="repair")
        written = ServiceRecord.objects.get(request=self.handled)
        photo = store_file(subject=written.ref, name="b.png", content=PICTURE, role="photo", actor=HOUSE, at=self.at)
        rule = {"require_cause": True, "require_signature": False, "require_photo": False}
        return {
            "dispatch.assign_by_hand": good(self.pending, engineer=self.engineer),
            "dispatch.unlock_by_hand": good(self.locked, decision="再派", required_at=later(self.at, days=10)),
            "dispatch.auto_assign": good(self.pending),
            "dispatch.ask_to_assign": good(self.pending, why=Reason("no_engineers", {})),
            "dispatch.set_weights": good(values={}),
            "dispatch.move_visit": good(self.visit, verb="travel"),
            "dispatch.follow_progress": good(self.visit.request, attempt=1, step="travelling"),
            "dispatch.free_diary": good(self.visit.request),
            "dispatch.end_visits": good(self.visit.request, attempt=1, result="done"),
            "fieldwork.attach_photo": good(self.started, name="a.png", content=PICTURE),
            "fieldwork.attach_photos": good(self.started, photos=[check_photo("a.png", PICTURE)]),
            "fieldwork.remove_photo": good(self.handled, photo=photo),
            "fieldwork.correct_record": good(written, changes=RecordDraft(work_done="更换压缩机")),
            "fieldwork.save_draft_record": good(self.started, record=draft),
            "fieldwork.set_record_rule": good(kind, **rule),
            "fieldwork.sign_off_visit": good(self.closed, accepted=True),
            "fieldwork.fail_visit": good(self.started, outcome="unsolved"),
            "fieldwork.handle_visit": good(self.started, record=draft),
            "feedback.answer_by_mark": good(self.handled, satisfaction=5),
            "feedback.confirm_by_call": good(self.handled, satisfaction=5),
            "feedback.reject_by_call": good(self.handled, reason="未修好"),
            "feedback.record_unreachable": good(self.handled),
            "feedback.set_call_back_rule": good(kind, due_workdays=2, most_tries=3),
        }

    def _of_the_house(self) -> dict[str, Good]:
        """What clocks and reactions do by themselves."""
        from aftercare.domains.contracts.events import ClockDue
        from aftercare.domains.contracts.models import Clock
        from aftercare.domains.contracts.promises import Promise
        from aftercare.domains.feedback.actions import open_call_back
        from aftercare.domains.feedback.models import Outcome

        clock = Clock.objects.filter(subject_id=self.pending.id).order_by("due_at")[0]
        of_clock = {name: getattr(clock, name) for name in ("subject_kind", "subject_id", "kind", "round", "due_at")}
        due = ClockDue(clock_id=clock.id, stage=100, **of_clock)
        call = open_call_back(HOUSE, self.handled, attempt=1, at=self.at)
        lapsed, undone = self._lapsed()
        promise = Promise(self.pending.level_id, self.calendar, "default", hours=None, targets={})
        return {
            "contracts.start_clocks": good(self.customer.ref, promise=promise),
            "contracts.derive_clocks": good(self.pending.ref, timelines=[], calendar=self.calendar),
            "contracts.tell_due": good(clock),
            "contracts.tell_all_due": good(clocks=[clock]),
            "requests.alert_owner": good(due),
            "requests.ask_to_reassign": good(
                self.assigned, engineer=self.assigned.engineer, reason="inactive", cause=self.assigned.engineer_id
            ),
            "insight.count_requests": good(),
            "insight.count_everything": good(),
            "requests.index_requests": good(ids=[self.pending.id]),
            "requests.resubmit_request": good(self.handled),
            "requests.escalate_correction": good(self.closed),
            "fieldwork.readdress_corrections": good(self.closed),
            "requests.leave_assigned": good(cause=self.assigned.engineer_id),
            "requests.derive_request_clocks": good(self.pending),
            "requests.follow_calendar": good(self.pending),
            "requests.apply_timed_rule": good(self.waiting),
            "requests.lapse_request": good(self.assigned),
            "requests.lock_request": good(self.pending),
            "requests.retract_timed_moves": good(lapsed, undone=undone),
            "feedback.follow_request": good(self.handled, outcome=Outcome.OVERTAKEN),
            "feedback.miss_call_back": good(call),
            "feedback.open_call_back": good(self.handled, attempt=1),
            "workforce.warn_of_certificates": good(),
        }
