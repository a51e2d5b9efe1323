"""Names every installation begins with are told in the reader's language; names the company wrote, as written."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from aftercare.domains.contracts.models import PauseReason, ServiceLevel
from aftercare.domains.fieldwork.actions import fail_visit
from aftercare.domains.requests.actions import start_request, suspend_request
from aftercare.domains.requests.links import token_of
from aftercare.domains.requests.models import AttemptOutcome, RequestKind
from aftercare.surfaces.console.requests import names

pytestmark = pytest.mark.django_db
ENGLISH = ("Repair", "Not solved", "Waiting for parts")
CHINESE = ("维修", "未解决", "等待备件")


@pytest.fixture(autouse=True)
def _read_anew():
    names._names.cache_clear()
    yield
    names._names.cache_clear()


@pytest.fixture
def waiting(assigned, at, actor_of):
    """It failed once, and now waits for parts."""
    worker = actor_of("engineer")
    start_request(worker, assigned, at=at)
    fail_visit(worker, assigned, outcome="unsolved", note="", at=at)
    until = at + timedelta(days=1)
    return suspend_request(actor_of("dispatcher"), assigned, reason="parts", until=until, note="", at=at)


def shown(client, language: str, address: str) -> str:
    client.cookies["django_language"] = language
    return client.get(address).content.decode()


@pytest.mark.parametrize(("language", "told", "other"), [("en", ENGLISH, CHINESE), ("zh-hans", CHINESE, ENGLISH)])
def test_each_reader_is_told_in_their_language(client_of, frozen, waiting, language: str, told, other):
    frozen.shift(timedelta(minutes=30))
    page = shown(client_of("manager"), language, reverse("console:request", args=[waiting.id]))
    assert [word for word in told if word not in page] == []
    assert [word for word in other if word in page] == []
    why = shown(client_of("manager"), language, reverse("console:request_why", args=[waiting.id, "resolution"]))
    assert told[2] in why
    track = shown(client_of(""), language, reverse("portal:track", args=[token_of(waiting)]))
    assert told[2] in track
    rows = shown(client_of("manager"), language, reverse("console:requests"))
    assert told[0] in rows


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_the_company_wrote_stays_as_written(client_of, waiting, language: str):
    RequestKind.objects.filter(code="repair").update(name="上门维修")
    AttemptOutcome.objects.filter(code="unsolved").update(name="仍有故障")
    PauseReason.objects.filter(code="parts").update(name="等总部发货")
    page = shown(client_of("manager"), language, reverse("console:request", args=[waiting.id]))
    assert [word for word in ("上门维修", "仍有故障", "等总部发货") if word not in page] == []
    assert [word for word in (*ENGLISH[1:], *CHINESE[1:]) if word in page.split('id="head"')[1]] == []


def test_every_seeded_name_is_known_to_the_catalogue(db):
    seeded = {
        *RequestKind.objects.values_list("name", flat=True),
        *AttemptOutcome.objects.values_list("name", flat=True),
        *PauseReason.objects.values_list("name", flat=True),
        *ServiceLevel.objects.values_list("name", flat=True),
    }
    assert seeded == names.SEEDS
    with translation.override("zh-hans"):
        assert [name for name in sorted(seeded) if translation.gettext(name) == name] == []
