"""Good calls of what registers devices for their owners, and of what they are made of."""

from datetime import date
from typing import Any

from tests.domains.good_call import Good, good


def calls_of_registrations(cast: Any) -> dict[str, Good]:
    """The call of every action by its name."""
    return {
        "customers.meet_writer": good(name="新客户", phone="13900139001"),
        "devices.change_device": good(cast.device, batch="B1"),
        "devices.register_device": good(product=cast.product, customer=cast.customer, serial="SN2"),
        "devices.register_ownership": good(cast.device),
        "devices.move_device": good(cast.device, site=cast.site),
        "devices.transfer_device": good(cast.device, to=cast.other),
        "devices.build_in": good(cast.device, product=cast.product, serial="C77"),
        "devices.take_out": good(cast.component),
        "registrations.register_owner": good(cast.device, name="刘洋", phone="13900139001"),
        "registrations.take_over_registration": good(cast.registration, bought_on=date(2026, 3, 1)),
        "registrations.settle_registration": good(cast.registration),
    }
