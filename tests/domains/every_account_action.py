"""A good call of every action of the room of people, rights and the company."""

from datetime import date

from django.contrib.auth.hashers import make_password
from tests.domains.good_call import Good, good
from tests.make import HOUSE, later
from tests.surfaces.api.cast import Cast

WEEK = [[[540, 1080]]] * 5 + [[], []]


class AccountActions(Cast):
    """The cast, with a good call of everything that is administered."""

    def _of_accounts(self) -> dict[str, Good]:
        from aftercare.domains.accounts.actions import Addressee, create_token, set_special_day

        ends, about, someone = later(self.at, days=30), self.customer.ref, self.guest
        token = create_token(HOUSE, someone, name="ERP", scopes=["all"], expires_at=ends, at=self.at)[0]
        first_run = {"company": "华安", "name": "甲", "email": "first@example.com", "password": "a long enough phrase"}
        return {
            "accounts.create_calendar": good(name="夜班", zone="Asia/Shanghai", week=WEEK),
            "accounts.change_calendar": good(self.calendar, name="早班"),
            "accounts.remove_special_day": good(
                self.calendar,
                before=lambda: set_special_day(HOUSE, self.calendar, on=date(2026, 5, 6), intervals=[], at=self.at),
                on=date(2026, 5, 6),
            ),
            "accounts.set_official_holidays": good(self.calendar, country="CN", years=[2026]),
            "accounts.set_special_day": good(self.calendar, on=date(2026, 5, 5), intervals=[]),
            "accounts.create_team": good(name="华南一组", members=[]),
            "accounts.create_unit": good(code="south", name="华南"),
            "accounts.set_up_company": good(
                before=self._empty_company, **first_run, language="en", time_zone="Asia/Shanghai"
            ),
            **self._of_passwords(),
            "accounts.change_user": good(someone, phone="13600136000"),
            "accounts.create_user": good(email="new@example.com", name="新人"),
            "accounts.deactivate_user": good(someone),
            "accounts.reactivate_user": good(self.gone),
            "accounts.record_second_factor": good(someone, factor="totp", added=True),
            "accounts.record_recovery_codes": good(someone),
            "accounts.reset_second_factor": good(someone),
            "accounts.end_sessions": good(someone),
            "accounts.create_token": good(someone, name="BI", scopes=["all"], expires_at=ends),
            "accounts.revoke_token": good(token),
            "accounts.ensure_ready_roles": good(),
            "accounts.give_grant": good(someone, role="analyst"),
            "accounts.take_grant": good(self.grant),
            "accounts.save_view": good(someone, page="requests", name="x", query={}),
            "accounts.change_view": good(self.view, name="y"),
            "accounts.delete_view": good(self.view),
            "accounts.record_export": good(page="requests", format="csv", rows=1),
            "accounts.do_task": good(self.task),
            "accounts.open_task": good(kind="t", key="t:2", about=about, label="x", role="manager"),
            "accounts.open_tasks": good(about, addressees=[Addressee("t:3", "manager")], kind="t", label="x"),
            "accounts.close_tasks_about": good(about),
        }

    def _of_passwords(self) -> dict[str, Good]:
        from aftercare.domains.accounts.link_keys import link_key
        from aftercare.domains.accounts.models import User

        someone, phrase = self.guest, "a long enough phrase"
        key = link_key(someone, "invitation", at=self.at)
        in_use = make_password("a phrase in use")
        return {
            "accounts.change_password": good(
                someone,
                before=lambda: User.objects.filter(pk=someone.pk).update(password=in_use),
                current="a phrase in use",
                password=phrase,
            ),
            "accounts.invite_user": good(someone),
            "accounts.make_password_link": good(someone),
            "accounts.ask_password_reset": good(someone),
            "accounts.choose_password": good(someone, purpose="invitation", key=key, password=phrase),
            "accounts.set_password": good(someone, password=phrase),
        }

    def _of_rights(self) -> dict[str, Good]:
        """Roles, and asking for them."""
        someone = self.guest
        asked, role = self.asked, self.role
        return {
            "accounts.ask_permission": good(someone, role="manager", reason="代班"),
            "accounts.approve_permission": good(asked),
            "accounts.decline_permission": good(asked, answer="不需要"),
            "accounts.withdraw_permission": good(asked),
            "accounts.create_role": good(code="clerk", name="文员", permissions=["customers.view"]),
            "accounts.change_role": good(role, permissions=["customers.view"]),
            "accounts.demand_second_factor": good(role, demanded=True),
            "accounts.remove_role": good(role),
        }

    def _of_the_tree(self) -> dict[str, Good]:
        """The company and its parts."""
        from aftercare.domains.accounts.actions import create_unit, deactivate_unit
        from aftercare.domains.accounts.models import Company

        here, there, gone = (
            create_unit(HOUSE, code=code, name=code, parent=self.unit, at=self.at) for code in ("here", "there", "gone")
        )
        return {
            "accounts.change_company": good(Company.objects.get(), phone="021-60001234"),
            "accounts.change_unit": good(here, name="新名"),
            "accounts.move_unit": good(here, to=there),
            "accounts.deactivate_unit": good(here),
            "accounts.reactivate_unit": good(deactivate_unit(HOUSE, gone, at=self.at)),
            "accounts.change_team": good(self.team, name="华东二组"),
            "accounts.move_user": good(self.guest, unit=self.unit),
        }

    @staticmethod
    def _empty_company() -> None:
        from aftercare.domains.accounts.models import Company, Grant

        Grant.objects.all().delete()
        Company.objects.all().delete()
