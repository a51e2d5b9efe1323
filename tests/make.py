"""Things tests need, made through the actions as a person would make them."""

import io
from datetime import datetime, timedelta
from typing import Any

from aftercare.kit.actor import Actor, system

HOUSE = system("tests")


def customer(at: datetime, name: str = "王芳", phone: str = "13800138000", **values: Any):
    """A customer with a phone."""
    from aftercare.domains.customers.actions import register_customer

    return register_customer(HOUSE, name=name, phone=phone, at=at, **values)


def engineer(at: datetime, user=None, name: str = "李工", code: str = "E1", **values: Any):
    """An engineer, linked to a user where one is given."""
    from aftercare.domains.workforce.models import Engineer

    return Engineer.objects.create(name=name, code=code, user=user, **values)


def team(at: datetime, *members: Any, name: str = "制冷组"):
    """Users who share what the team is given."""
    from aftercare.domains.accounts.actions import create_team

    return create_team(HOUSE, name=name, members=members, at=at)


def request(at: datetime, actor: Actor = HOUSE, customer_: Any = None, **values: Any):
    """A repair request with everything left to its default."""
    from aftercare.domains.requests.actions import submit_request

    given = {"kind": "repair", "title": "空调不制冷", **values}
    return submit_request(actor, customer=customer_ or customer(at), at=at, **given)


def later(at: datetime, **span: float) -> datetime:
    """An instant after another."""
    return at + timedelta(**span)


def picture(colour: str = "navy") -> bytes:
    """A small picture."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()
