"""Warranty terms in the administration: offered, refused where others hold, taken back."""

import pytest
from django.urls import reverse

from aftercare.domains.contracts.models import WarrantyTerm
from tests.surfaces.console.test_permissions import installed

pytestmark = pytest.mark.django_db
LIST, NEW = "/administration/warranty-terms/", "/administration/warranty-terms/new/"
GIVEN = {"name": "整机保修", "start_rule": "invoice", "labour_months": "24", "labour_percent": "100"}
GIVEN |= {"parts_months": "12", "parts_percent": "50", "travel_months": "0", "travel_percent": "100"}


@pytest.fixture
def term(at, company) -> WarrantyTerm:
    return WarrantyTerm.objects.get(pk=installed(at)["term_id"])


def test_terms_of_everything_are_offered(client_of, term):
    client = client_of("manager")
    assert client.post(NEW, GIVEN)["Location"] == LIST
    made = WarrantyTerm.objects.get(name="整机保修")
    assert (made.product, made.category, made.labour_months, made.parts_months, made.parts_percent) == (
        None, None, 24, 12, 50,
    )  # fmt: skip
    assert "12 months, 50 %" in client.get(LIST).text


def test_a_product_is_sold_with_one_set_of_terms(client_of, term):
    answer = client_of("manager").post(NEW, {**GIVEN, "product": "KFR-35GW"})
    assert answer.status_code == 422
    assert "The terms “整机一年” already hold for this; withdraw them first." in answer.text
    assert WarrantyTerm.objects.count() == 1


def test_terms_are_withdrawn_once(client_of, term):
    client, url = client_of("manager"), reverse("console:warranty_term_withdraw", args=[term.id])
    assert client.post(url)["Location"] == LIST
    term.refresh_from_db()
    assert term.withdrawn_at is not None
    assert client.post(url).status_code == 404
    assert "整机一年" not in client.get(LIST).text.replace("“整机一年” is offered no longer.", "")
