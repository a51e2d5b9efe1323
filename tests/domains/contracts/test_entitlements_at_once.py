"""What is included is never overdrawn, whoever takes, gives back or changes it at the same moment."""

from decimal import Decimal
from itertools import accumulate
from random import Random

import pytest
from tests.at_once import at_once
from tests.domains.contracts.covering import agree
from tests.make import HOUSE

from aftercare.domains.contracts.actions import set_entitlements, use_entitlement
from aftercare.domains.contracts.errors import EntitlementShort, LessThanUsed
from aftercare.domains.contracts.models import EntitlementUse
from aftercare.domains.contracts.queries import entitlements_left
from aftercare.kit.ledger import tampered

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 8


def using(agreement, key: str, quantity: int, at):
    return lambda: use_entitlement(HOUSE, agreement, kind="visits", quantity=Decimal(quantity), key=key, at=at)


@pytest.mark.parametrize("seed", range(4))
def test_of_many_who_take_at_once_nobody_takes_what_is_gone(owner, at, seed):
    dice = Random(seed)
    included = dice.randint(3, 9)
    agreement = agree(owner, at, entitlements={"visits": Decimal(included)})
    wanted = [dice.choice((1, 1, 2, 3, -1)) for _hand in range(HANDS)]
    found = at_once(*[using(agreement, f"k{n}", quantity, at) for n, quantity in enumerate(wanted)])
    refused = [one for one in found if isinstance(one, Exception)]
    assert all(isinstance(one, EntitlementShort) for one in refused)
    taken = list(EntitlementUse.objects.order_by("id").values_list("quantity", flat=True))
    assert len(taken) + len(refused) == HANDS
    assert max(accumulate(taken), default=Decimal(0)) <= included
    assert entitlements_left(agreement) == {"visits": included - sum(taken)}


@pytest.mark.parametrize("seed", range(4))
def test_nor_does_a_change_take_away_what_somebody_takes(owner, at, seed):
    dice = Random(seed)
    agreement = agree(owner, at, entitlements={"visits": Decimal(5)})

    def changing(quantity: int):
        given = {"visits": Decimal(quantity)}
        return lambda: set_entitlements(HOUSE, agreement, entitlements=given, reason="改约", at=at)

    hands = [using(agreement, f"k{n}", dice.randint(1, 2), at) for n in range(5)]
    hands += [changing(dice.randint(1, 6)) for _change in range(3)]
    dice.shuffle(hands)
    found = at_once(*hands)
    assert all(isinstance(one, EntitlementShort | LessThanUsed) for one in found if isinstance(one, Exception))
    assert entitlements_left(agreement)["visits"] >= 0
    assert tampered() == []
