"""A refusal that no view caught is a page with its sentence, whoever refused."""

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from aftercare.config.middleware import RefusalMiddleware
from aftercare.surfaces.portal import signed_in

pytestmark = pytest.mark.django_db
THERE = "Something like this is already there, or was made at the same moment; look for it first."


@pytest.fixture
def error() -> IntegrityError:
    """Two of the same name."""
    from aftercare.domains.accounts.models import Team

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Team.objects.create(name="华东一组")
        Team.objects.create(name="华东一组")
    return caught.value


def told(error: Exception, **headers: str) -> HttpResponse | None:
    request = RequestFactory().get("/", headers=headers)
    return RefusalMiddleware(lambda request: HttpResponse()).process_exception(request, error)


def test_what_the_database_refused_is_a_conflict_with_its_sentence(error):
    answer = told(error)
    assert answer.status_code == 409
    assert THERE in answer.content.decode()


def test_for_a_part_of_a_page_it_is_a_toast(error):
    answer = told(error, hx_request="true")
    assert answer.status_code == 409
    assert THERE in answer["HX-Trigger"]


def test_a_mistake_of_ours_crashes_loudly():
    assert told(IntegrityError("null value in column")) is None
    assert told(ZeroDivisionError()) is None


def test_while_the_database_is_away_a_page_says_so_and_when_to_come_again(client, monkeypatch):
    def away() -> None:
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(signed_in, "company", away)
    client.raise_request_exception = False
    answer = client.get("/service/", headers={"accept-language": "en"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "The database does not answer just now; it comes back by itself." in answer.content.decode()
