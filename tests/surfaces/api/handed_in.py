"""Imports in each of their states, and one good call of each of their operations and actions."""

from typing import Any

from tests.domains.good_call import Good, good
from tests.make import HOUSE
from tests.surfaces.api.cast import Cast, Sample, Upload

FILE = "客户编码,客户名称,电话\nE1,华安制冷,13800138000\n,没有编码,\n".encode()


class HandedIn:
    """Files of customers, handed in by the house for the cast."""

    def __init__(self, cast: Any) -> None:
        from aftercare.domains.customers.actions import add_site, register_customer
        from aftercare.domains.devices.actions import register_device

        self.at, self.cast = cast.at, cast
        self.fresh = register_customer(HOUSE, name="周平", phone="13700137000", unit=cast.unit, at=self.at)
        self.yard = add_site(HOUSE, self.fresh, name="后院", at=self.at)
        self.bare = register_customer(HOUSE, name="吴英", unit=cast.unit, at=self.at)
        self.spare = register_device(HOUSE, product=cast.product, customer=cast.customer, serial="SN99", at=self.at)
        self.uploaded, self.checking, self.ready = self._uploaded(), self._checking(), self._ready()
        self.running, self.done, self.undoing = self._running(), self._done(), self._undoing()

    def _uploaded(self) -> Any:
        from aftercare.domains.sheets.actions import upload_import

        return upload_import(HOUSE, noun="customers", name="客户.csv", content=FILE, at=self.at)

    def _checking(self) -> Any:
        from aftercare.domains.sheets.actions import check_import

        return check_import(HOUSE, self._uploaded(), at=self.at)

    def _ready(self) -> Any:
        from aftercare.domains.sheets.actions import begin_check, check_rows, present_import
        from aftercare.domains.sheets.queries import lines_of

        held = begin_check(HOUSE, self._checking(), at=self.at)
        held = check_rows(HOUSE, held, rows=list(lines_of(held)), earlier={}, at=self.at)
        return present_import(HOUSE, held, at=self.at)

    def _running(self) -> Any:
        from aftercare.domains.sheets.actions import run_import

        return run_import(HOUSE, self._ready(), at=self.at)

    def _done(self) -> Any:
        from aftercare.domains.sheets.actions import finish_import, write_rows
        from aftercare.domains.sheets.queries import lines_of

        held = self._running()
        held = write_rows(HOUSE, held, rows=list(lines_of(held)), at=self.at)
        return finish_import(HOUSE, held, at=self.at)

    def _undoing(self) -> Any:
        from aftercare.domains.sheets.actions import undo_import
        from aftercare.domains.sheets.models import SheetImport

        other = self._done()  # of a file that changed nothing any more
        SheetImport.objects.filter(pk=other.pk).update(changed=1)
        return undo_import(HOUSE, other, at=self.at)


def samples_of(cast: Cast) -> dict[str, Sample]:
    """One good call of every operation of imports and exports."""
    made = HandedIn(cast)
    ready, done = f"/imports/{made.ready.id}", f"/imports/{made.done.id}"
    return {
        "list_imports": Sample("/imports"),
        "create_import": Sample("/imports", Upload(FILE, "rows.csv", {"noun": "customers"})),
        "read_import": Sample(ready),
        "check_an_import": Sample(f"/imports/{made.uploaded.id}/check", {}),
        "run_an_import": Sample(f"{ready}/run", {}),
        "stop_an_import": Sample(f"/imports/{made.running.id}/stop", {}),
        "undo_an_import": Sample(f"{done}/undo", {}),
        "drop_an_import": Sample(f"{ready}/drop", {}),
        "list_import_rows": Sample(f"{done}/rows"),
        "read_refused_rows": Sample(f"{done}/refused"),
        "read_import_template": Sample("/import_templates/customers"),
        "export_customers": Sample("/customers/export"),
        "export_products": Sample("/products/export"),
        "export_devices": Sample("/devices/export"),
        "export_agreements": Sample("/agreements/export"),
        "export_orders": Sample("/orders/export"),
    }


def calls_of(cast: Any) -> dict[str, Good]:
    """A good call of every action of the room, and of those by which rooms take many records in and back."""
    from aftercare.domains.customers.drafts import CustomerDraft
    from aftercare.domains.devices.drafts import DeviceDraft
    from aftercare.domains.sheets.queries import lines_of

    made = HandedIn(cast)
    rows = list(lines_of(made.checking))
    new = CustomerDraft(name="郑丽")
    unit = DeviceDraft(product=cast.product, customer=cast.customer, serial="SN77")
    product = _model(cast)
    return {
        "sheets.upload_import": good(noun="customers", name="客户.csv", content=FILE),
        "sheets.check_import": good(made.uploaded),
        "sheets.begin_check": good(made.checking),
        "sheets.check_rows": good(made.checking, rows=rows, earlier={}),
        "sheets.present_import": good(made.checking),
        "sheets.drop_import": good(made.ready),
        "sheets.run_import": good(made.ready),
        "sheets.stop_import": good(made.running),
        "sheets.write_rows": good(made.running, rows=rows),
        "sheets.finish_import": good(made.running),
        "sheets.undo_import": good(made.done),
        "sheets.look_at_rows": good(made.undoing, ahead_of=100),
        "sheets.keep_import": good(made.undoing),
        "sheets.take_rows_back": good(made.undoing),
        "sheets.finish_undo": good(made.undoing),
        "sheets.halt_import": good(made.running),
        "customers.register_customers": good(drafts=[new]),
        "customers.withdraw_customers": good(customers=[made.bare]),
        "customers.withdraw_contact": good(made.fresh.contacts.get()),
        "customers.withdraw_site": good(made.yard),
        "customers.reveal_phones": good(contacts=[cast.contact]),
        "catalog.withdraw_product": good(product),
        "devices.register_devices": good(drafts=[unit]),
        "devices.withdraw_devices": good(devices=[made.spare]),
        "contracts.withdraw_warranties": good(devices=[made.spare]),
    }


def _model(cast: Any) -> Any:
    from aftercare.domains.catalog.actions import add_product

    return add_product(HOUSE, number="TMP-1", name="样机", at=cast.at)
