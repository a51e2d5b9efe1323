"""A small company in which every operation has something to do: what stands in it, and one good call of each."""

from tests.surfaces.api.agreed import samples_of as of_agreements
from tests.surfaces.api.billed import samples_of as of_bills
from tests.surfaces.api.cast import OF_WEIGHTS, Sample, Upload
from tests.surfaces.api.handed_in import samples_of as of_imports
from tests.surfaces.api.offered import samples_of_offers
from tests.surfaces.api.sold import samples_of
from tests.surfaces.api.words import Words


class World(Words):
    """The cast, with a sample body for every operation."""

    def samples(self) -> dict[str, Sample]:
        """One good call of every operation, by its id."""
        found = {
            **self._of_moves(),
            **self._of_requests(),
            **self._of_records(),
            **self._of_visits(),
            **self._of_customers(),
            **self._of_catalog(),
        }
        found |= {**self._of_devices(), **self._of_engineers(), **self._of_accounts()}
        found |= {**of_bills(self), **samples_of_offers(self), **of_agreements(self)}
        return {**found, **self._of_asking(), **self._of_channels(), **samples_of(self), **of_imports(self)}

    def _of_moves(self) -> dict[str, Sample]:
        record = {"work_done": "更换电容", "labour_minutes": 45}
        because = {"reason": "客户要求"}
        moves = {
            "assign_request": (self.pending, "assign", {"engineer_id": str(self.engineer.id)}),
            "auto_assign_request": (self.pending, "auto_assign", {}),
            "withdraw_request": (self.assigned, "withdraw", because),
            "decline_request": (self.assigned, "decline", because),
            "start_request": (self.assigned, "start", {}),
            "suspend_request": (self.assigned, "suspend", {"reason": "customer", "until": "2026-03-11T01:00:00Z"}),
            "resume_request": (self.waiting, "resume", {}),
            "handle_request": (self.started, "handle", {"record": record}),
            "fail_request": (self.started, "fail", {"outcome": "unsolved"}),
            "unlock_request": (self.locked, "unlock", {"decision": "再派", "required_at": "2026-03-20T01:00:00Z"}),
            "conclude_request": (self.handled, "conclude", {"decision": "goodwill", "reason": "老客户"}),
            "confirm_request": (self.handled, "confirm", {"satisfaction": 5}),
            "reject_request": (self.handled, "reject", because),
            "note_request_unreachable": (self.handled, "unreachable", {}),
            "cancel_request": (self.pending, "cancel", because),
            "merge_request": (self.twin, "merge", {"into": str(self.pending.id)}),
            "reopen_request": (self.closed, "reopen", because),
            "sign_off_request": (self.closed, "sign_off", {"accepted": True}),
        }
        return {id: Sample(f"/requests/{one.id}/{verb}", body) for id, (one, verb, body) in moves.items()}

    def _of_requests(self) -> dict[str, Sample]:
        here, because = f"/requests/{self.assigned.id}", {"reason": "客户要求"}
        return {
            "move_many_requests": Sample(
                "/requests/bulk", {"verb": "cancel", "ids": [str(self.pending.id)], "body": because}
            ),
            "list_requests": Sample("/requests"),
            "create_request": Sample(
                "/requests", {"customer_id": str(self.customer.id), "kind": "repair", "title": "漏水"}
            ),
            "read_request": Sample(here),
            "change_a_request": Sample(here, {"title": "不制冷，有异响"}),
            "read_request_timeline": Sample(f"{here}/timeline"),
            "read_request_candidates": Sample(f"{here}/candidates"),
            "list_request_decisions": Sample(f"{here}/decisions"),
            "list_request_notes": Sample(f"{here}/notes"),
            "create_request_note": Sample(f"{here}/notes", {"text": "老客户"}),
            "list_request_communications": Sample(f"{here}/communications"),
            "create_request_communication": Sample(
                f"{here}/communications", {"channel": "phone", "direction": "out", "text": "马上来"}
            ),
            "list_request_links": Sample(f"{here}/links"),
            "create_request_link": Sample(f"{here}/links", {"other": str(self.started.id)}),
            "remove_request_link": Sample(f"/requests/{self.locked.id}/links/{self.link.id}"),
            "split_a_request": Sample(f"{here}/split", {"title": "遥控器失灵", "kind": "repair"}),
            "list_request_watchers": Sample(f"{here}/watchers"),
            "read_request_coverage": Sample(f"{here}/coverage"),
            "override_request_coverage": Sample(
                f"{here}/override_coverage",
                {"labour_percent": 100, "parts_percent": 0, "travel_percent": 100, "reason": "老客户"},
            ),
            "read_request_registration": Sample(f"/requests/{self.pending.id}/registration"),
            "take_over_request_registration": Sample(
                f"/requests/{self.pending.id}/take_over_registration", {"bought_on": "2026-03-01"}
            ),
            "restore_request_coverage": Sample(
                f"/requests/{self.waiting.id}/restore_coverage", {"reason": "客户不接受"}
            ),
            "watch_a_request": Sample(f"{here}/watch", {}),
            "unwatch_a_request": Sample(f"{here}/unwatch", {}),
            "list_request_children": Sample(f"{here}/children"),
        }

    def _of_records(self) -> dict[str, Sample]:
        """The papers of a request: files and service records."""
        here, there = f"/requests/{self.assigned.id}", f"/requests/{self.started.id}"
        return {
            "list_request_attachments": Sample(f"{here}/attachments"),
            "create_request_attachment": Sample(f"{here}/attachments", Upload(fields={"internal": "true"})),
            "create_request_photo": Sample(f"{there}/photos", Upload()),
            "delete_request_photo": Sample(f"/requests/{self.closed.id}/photos/{self.photo.id}"),
            "read_request_file": Sample(f"{here}/files/{self.file.id}"),
            "list_request_records": Sample(f"{here}/records"),
            "write_request_record": Sample(f"{there}/record", {"work_done": "检查中"}),
            "correct_request_record": Sample(
                f"/requests/{self.closed.id}/records/{self.record.id}", {"labour_minutes": 40}
            ),
        }

    def _of_visits(self) -> dict[str, Sample]:
        here = f"/visits/{self.visit.id}"
        return {
            "list_visits": Sample("/visits"),
            "read_visit": Sample(here),
            "confirm_visit": Sample(f"{here}/confirm", {}),
            "travel_to_visit": Sample(f"{here}/travel", {}),
            "arrive_at_visit": Sample(f"{here}/arrive", {}),
            "work_at_visit": Sample(f"{here}/work", {}),
        }

    def _of_customers(self) -> dict[str, Sample]:
        here, contact, site = f"/customers/{self.customer.id}", f"/contacts/{self.contact.id}", f"/sites/{self.site.id}"
        whose = {"customer_id": str(self.customer.id)}
        return {
            "list_customers": Sample("/customers"),
            "create_customer": Sample("/customers", {"name": "新客户"}),
            "read_customer": Sample(here),
            "change_a_customer": Sample(here, {"notes": "周末不在"}),
            "merge_a_customer": Sample(f"/customers/{self.other.id}/merge", {"into": str(self.customer.id)}),
            "list_customer_communications": Sample(f"{here}/communications"),
            "read_customer_timeline": Sample(f"{here}/timeline"),
            "list_customer_duplicates": Sample(f"{here}/duplicates"),
            "split_a_customer": Sample(f"/customers/{self.merged.id}/split"),
            "override_customer_grade": Sample(
                f"{here}/override_grade", {"grade": "silver", "reason": "投诉补偿", "until": "2026-06-01T00:00:00Z"}
            ),
            "end_customer_override": Sample(f"/customers/{self.favoured.id}/end_override"),
            "create_customer_communication": Sample(f"{here}/communications", {"channel": "phone", "direction": "in"}),
            "list_contacts": Sample("/contacts"),
            "create_contact": Sample("/contacts", {**whose, "name": "李经理"}),
            "read_contact": Sample(contact),
            "change_a_contact": Sample(contact, {"role": "厂长"}),
            "reveal_contact_phone": Sample(f"{contact}/reveal_phone"),
            "list_sites": Sample("/sites"),
            "create_site": Sample("/sites", {**whose, "name": "二厂"}),
            "read_site": Sample(site),
            "change_a_site": Sample(site, {"access_notes": "东门"}),
        }

    def _of_devices(self) -> dict[str, Sample]:
        here = f"/devices/{self.device.id}"
        level = self.pending.level_id
        return {
            "list_devices": Sample("/devices"),
            "create_device": Sample(
                "/devices",
                {"product_id": str(self.product.id), "customer_id": str(self.customer.id), "serial": "SN2"},
            ),
            "read_device": Sample(here),
            "change_a_device": Sample(here, {"batch": "B1"}),
            "move_a_device": Sample(f"{here}/move", {"site_id": str(self.site.id)}),
            "transfer_a_device": Sample(f"{here}/transfer", {"customer_id": str(self.other.id)}),
            "list_device_owners": Sample(f"{here}/owners"),
            "list_device_components": Sample(f"{here}/components"),
            "build_in_a_component": Sample(f"{here}/build_in", {"product_id": str(self.product.id), "serial": "C77"}),
            "take_out_a_component": Sample(f"/devices/{self.component.id}/take_out", {}),
            "register_device_owner": Sample(f"{here}/register_owner", {"name": "刘洋", "phone": "13900139001"}),
            "read_device_coverage": Sample(f"{here}/coverage"),
            **self._of_warranties(here),
            "list_service_levels": Sample("/service_levels"),
            "read_service_level": Sample(f"/service_levels/{level}"),
            "create_service_level": Sample(
                "/service_levels", {"code": "gold", "name": "金牌", "calendar_id": str(self.calendar.id)}
            ),
            "change_service_level": Sample(f"/service_levels/{level}", {"name": "标准"}),
            "set_service_level_targets": Sample(
                f"/service_levels/{level}/targets",
                {"targets": [{"clock": "resolution", "priority": "urgent", "minutes": 240}]},
            ),
            "set_service_level_grades": Sample(f"/service_levels/{level}/grades", {"grades": []}),
        }

    def _of_warranties(self, here: str) -> dict[str, Sample]:
        return {
            "list_device_warranties": Sample(f"{here}/warranties"),
            "grant_a_warranty": Sample(
                f"{here}/warranties", {"name": "延保一年", "starts_on": "2026-06-01", "months": 12}
            ),
            "restore_a_warranty": Sample(f"{here}/warranties/{self.void_warranty.id}/restore", {"reason": "误判"}),
            "void_a_warranty": Sample(f"{here}/warranties/{self.warranty.id}/void", {"reason": "私自拆机"}),
        }

    def _of_engineers(self) -> dict[str, Sample]:
        here = f"/engineers/{self.engineer.id}"
        return {
            "list_engineers": Sample("/engineers"),
            "create_engineer": Sample("/engineers", {"name": "小张", "email": "guest@example.com"}),
            "read_engineer": Sample(here),
            "change_an_engineer": Sample(here, {"phone": "13700137000"}),
            "deactivate_an_engineer": Sample(f"{here}/deactivate", {"reason": "离职"}),
            "reactivate_an_engineer": Sample(f"/engineers/{self.retired.id}/reactivate", {}),
            "set_engineer_skill": Sample(f"{here}/skills/refrigeration", {"level": 5}),
            "remove_engineer_skill": Sample(f"{here}/skills/refrigeration"),
            "create_engineer_certificate": Sample(
                f"{here}/certificates", {"name": "高处作业证", "valid_until": "2027-01-01"}
            ),
            "withdraw_engineer_certificate": Sample(f"{here}/certificates/{self.certificate.id}/withdraw", {}),
            "set_engineer_territory": Sample(f"{here}/territories/310104", {"rank": "secondary"}),
            "remove_engineer_territory": Sample(f"{here}/territories/310115"),
            "create_engineer_absence": Sample(
                f"{here}/absences", {"start_at": "2026-04-01T01:00:00Z", "end_at": "2026-04-02T01:00:00Z"}
            ),
            "remove_engineer_absence": Sample(f"{here}/absences/{self.absence.id}"),
            "set_engineer_shift": Sample(f"{here}/shifts/2026-03-15", {"intervals": [[540, 720]]}),
            "remove_engineer_shift": Sample(f"{here}/shifts/2026-03-14"),
        }

    def _of_accounts(self) -> dict[str, Sample]:
        unit, role = f"/units/{self.branch.id}", f"/roles/{self.role.id}"
        calendar, user = f"/calendars/{self.calendar.id}", f"/users/{self.guest.id}"
        return {
            **OF_WEIGHTS,
            "list_calendars": Sample("/calendars"),
            "create_a_calendar": Sample(
                "/calendars", {"name": "夜班", "zone": "Asia/Shanghai", "week": [[[0, 480]]] * 7}
            ),
            "read_calendar": Sample(calendar),
            "list_calendar_exceptions": Sample(f"{calendar}/exceptions"),
            "set_calendar_exception": Sample(f"{calendar}/exceptions/2026-05-05", {"name": "公司日"}),
            "change_a_calendar": Sample(calendar, {"name": "早班"}),
            "remove_calendar_exception": Sample(f"{calendar}/exceptions/2026-06-06"),
            "set_calendar_holidays": Sample(f"{calendar}/holidays", {"country": "CN", "years": [2026]}),
            "list_teams": Sample("/teams"),
            "create_a_team": Sample("/teams", {"name": "华南一组"}),
            "read_team": Sample(f"/teams/{self.team.id}"),
            "list_units": Sample("/units"),
            "create_a_unit": Sample("/units", {"code": "south", "name": "华南"}),
            "read_unit": Sample(f"/units/{self.unit.id}"),
            "change_a_unit": Sample(unit, {"name": "新名"}),
            "change_a_team": Sample(f"/teams/{self.team.id}", {"name": "华东二组"}),
            "read_company": Sample("/company"),
            "change_the_company": Sample("/company", {"phone": "021-60001234"}),
            "read_role": Sample(role),
            "create_a_role": Sample("/roles", {"code": "clerk", "name": "文员", "permissions": ["customers.view"]}),
            "change_a_role": Sample(role, {"permissions": ["customers.view"]}),
            "remove_a_role": Sample(role),
            "list_users": Sample("/users"),
            "create_a_user": Sample("/users", {"email": "new@example.com", "name": "新人"}),
            "read_me": Sample("/users/me"),
            "read_user": Sample(user),
            "change_a_user": Sample(user, {"phone": "13600136000"}),
            "reset_user_second_factor": Sample(f"{user}/reset_second_factor"),
            "invite_a_user": Sample(f"{user}/invite", {}),
            "create_password_link": Sample(f"{user}/password_links"),
            "create_user_grant": Sample(f"{user}/grants", {"role": "analyst"}),
            "remove_user_grant": Sample(f"{user}/grants/{self.grant.id}"),
            "list_roles": Sample("/roles"),
            "list_audit": Sample("/audit"),
            "list_reports": Sample("/reports"),
            "read_request_report": Sample("/reports/requests"),
            "read_sales_report": Sample("/reports/sales"),
        }

    def _of_asking(self) -> dict[str, Sample]:
        asked, theirs = (f"/permission_requests/{one.id}" for one in (self.asked, self.theirs))
        return {
            "list_permission_requests": Sample("/permission_requests"),
            "read_permission_request": Sample(asked),
            "create_permission_request": Sample("/permission_requests", {"role": "reader", "reason": "代班"}),
            "approve_permission_request": Sample(f"{asked}/approve", {}),
            "decline_permission_request": Sample(f"{asked}/decline", {"answer": "不需要"}),
            "withdraw_permission_request": Sample(f"{theirs}/withdraw", {}),
            "list_tokens": Sample("/tokens"),
            "create_a_token": Sample("/tokens", {"name": "ERP", "scopes": ["requests:read"]}),
            "list_tasks": Sample("/tasks"),
            "read_task": Sample(f"/tasks/{self.task.id}"),
            "finish_task": Sample(f"/tasks/{self.task.id}/done", {}),
            "list_views": Sample("/views"),
            "create_view": Sample("/views", {"name": "加急", "query": {"priority": ["urgent"]}}),
            "read_view": Sample(f"/views/{self.view.id}"),
            "change_a_view": Sample(f"/views/{self.view.id}", {"name": "我的加急"}),
            "delete_a_view": Sample(f"/views/{self.view.id}"),
        }
