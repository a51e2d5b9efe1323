"""What was signed is kept with the agreement: once, within bounds, checked, and told when it goes."""

import pytest
from tests import make
from tests.domains.contracts.covering import agree
from tests.make import HOUSE

from aftercare.domains.contracts.actions import attach_document, documents, remove_document, withdraw_agreements
from aftercare.domains.contracts.errors import TooManyDocuments
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.contracts.queries.agreements import documents_of
from aftercare.kit.changes import InUse
from aftercare.kit.errors import NotFound
from aftercare.kit.files import FileRefused, open_file
from aftercare.kit.ledger import facts_of
from aftercare.kit.models import LedgerText

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(owner, at):
    return agree(owner, at)


def told(agreement) -> list[tuple[str, str]]:
    facts = facts_of(agreement.ref).filter(kind__contains="document")
    return [(fact.kind, LedgerText.objects.get(pk=fact.text_id).body) for fact in facts]


def test_a_document_is_kept_once_and_its_going_is_told(agreement, at):
    kept = attach_document(HOUSE, agreement, name="合同.png", content=make.picture(), at=at)
    assert attach_document(HOUSE, agreement, name="again.png", content=make.picture(), at=at) == kept
    with open_file(kept) as content:
        assert content.read(4) == b"\x89PNG"
    remove_document(HOUSE, agreement, document=kept, at=at)
    assert not documents_of(agreement).exists()
    assert told(agreement) == [("agreement.document_attached", "合同.png"), ("agreement.document_removed", "合同.png")]
    with pytest.raises(NotFound):
        remove_document(HOUSE, agreement, document=kept, at=at)


def test_what_is_no_document_is_refused_and_changes_nothing(agreement, at):
    with pytest.raises(FileRefused):
        attach_document(HOUSE, agreement, name="合同.pdf", content=b"MZ\x90\x00" * 100, at=at)
    assert not documents_of(agreement).exists()
    assert told(agreement) == []


def test_a_drawer_has_an_end(agreement, at, monkeypatch):
    monkeypatch.setattr(documents, "MOST_DOCUMENTS", 1)
    attach_document(HOUSE, agreement, name="1.png", content=make.picture("red"), at=at)
    with pytest.raises(TooManyDocuments) as refused:
        attach_document(HOUSE, agreement, name="2.png", content=make.picture("blue"), at=at)
    number = agreement.number
    assert str(refused.value) == (
        f"Agreement {number} has 1 documents already; remove one that is not needed any more."
    )
    assert documents_of(agreement).count() == 1


def test_another_agreement_s_document_is_out_of_reach(agreement, owner, at):
    other = agree(owner, at)
    kept = attach_document(HOUSE, other, name="合同.png", content=make.picture(), at=at)
    with pytest.raises(NotFound):
        remove_document(HOUSE, agreement, document=kept, at=at)
    assert documents_of(other).get() == kept


def test_an_agreement_with_documents_is_not_taken_back(agreement, at):
    attach_document(HOUSE, agreement, name="合同.png", content=make.picture(), at=at)
    (refused,) = withdraw_agreements(HOUSE, agreements=[agreement], at=at)
    assert isinstance(refused, InUse)
    assert Agreement.objects.filter(pk=agreement.pk).exists()
