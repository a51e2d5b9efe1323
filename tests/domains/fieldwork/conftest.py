"""A repair that an engineer has begun, and what is needed to write about it."""

from decimal import Decimal

import pytest
from tests.make import engineer, later, request

from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.kit.actor import system

HOUSE = system("tests")
USUAL = RecordDraft(work_done="换保险丝", labour_minutes=30)


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings, tmp_path):
    """Files go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def cast(actor_of, user_of):
    """(dispatcher, engineer's actor) with 李工 as the engineer behind it."""
    worker = actor_of("engineer")
    return actor_of("dispatcher"), worker


@pytest.fixture
def under_way(cast, user_of, at):
    """A repair assigned an hour after its entry and begun two hours later."""
    from aftercare.domains.requests.actions import assign_request, start_request

    dispatcher, worker = cast
    asked = request(at)
    assign_request(dispatcher, asked, engineer=engineer(at, user=user_of("engineer")), at=later(at, hours=1))
    return start_request(worker, asked, at=later(at, hours=3))


@pytest.fixture
def fuse(company, at):
    """A part with a price."""
    from aftercare.domains.catalog.actions import add_part

    return add_part(
        HOUSE,
        number="FUSE-3A",
        name="保险丝",
        unit_price=Decimal("12.50"),
        currency="CNY",
        unit_of_measure="pcs",
        at=at,
    )


@pytest.fixture
def closed(under_way, cast, actor_of, at):
    """Makes the repair closed, with the record that is given."""
    from aftercare.domains.fieldwork.actions import handle_visit
    from aftercare.domains.requests.actions import confirm_request

    def close(record: RecordDraft = USUAL):
        handle_visit(cast[1], under_way, record=record, at=later(at, hours=4))
        return confirm_request(actor_of("callback"), under_way, satisfaction=5, at=later(at, hours=6))

    return close


@pytest.fixture
def png():
    """The bytes of a small picture of one colour."""
    import io

    from PIL import Image

    def draw(colour: str) -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (8, 8), colour).save(out, "PNG")
        return out.getvalue()

    return draw
