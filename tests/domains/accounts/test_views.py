"""Saved views: kept by their owner, shared within reach, and never with what the list would not understand."""

import pytest

from aftercare.domains.accounts.actions import change_view, delete_view, save_view
from aftercare.domains.accounts.errors import UnknownListing, ViewNameTaken
from aftercare.domains.accounts.models import SavedView
from aftercare.domains.accounts.policies import visible_views
from aftercare.kit.errors import Invalid, NotAllowed
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db
URGENT = {"priority": ["urgent"]}


@pytest.fixture
def kept(user_of, actor_of, at):
    """Keeps a view as somebody."""

    def keep(by: str, /, **values) -> SavedView:
        given = {"page": "requests", "name": "加急", "query": URGENT, **values}
        return save_view(actor_of(by), user_of(by), at=at, **given)

    return keep


def seen(actor_of, role: str) -> list[str]:
    return list(visible_views(actor_of(role)).order_by("name").values_list("name", flat=True))


def test_a_view_is_its_owners_alone_until_it_is_shared(kept, actor_of, at):
    view = kept("agent")
    assert [seen(actor_of, role) for role in ("agent", "manager")] == [["加急"], []]
    change_view(actor_of("agent"), view, shared="role", role="agent", at=at)
    assert [seen(actor_of, role) for role in ("agent", "manager")] == [["加急"], []]
    change_view(actor_of("administrator"), SavedView.objects.get(), shared="everybody", at=at)
    assert [seen(actor_of, role) for role in ("agent", "manager")] == [["加急"], ["加急"]]
    kinds = LedgerEntry.objects.filter(subject_kind="saved_view").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["saved_view.saved", "saved_view.changed", "saved_view.changed"]


@pytest.mark.parametrize("shared", [{"shared": "everybody"}, {"shared": "role", "role": "manager"}])
def test_who_gives_no_roles_shares_only_with_a_role_of_their_own(kept, shared):
    with pytest.raises(NotAllowed, match="give and take roles"):
        kept("agent", **shared)
    assert SavedView.objects.count() == 0


def test_somebody_elses_own_view_is_nobodys_to_change(kept, actor_of, at):
    view = kept("agent")
    with pytest.raises(NotAllowed, match="somebody else's own"):
        change_view(actor_of("administrator"), view, name="meine", at=at)
    with pytest.raises(NotAllowed, match="somebody else's own"):
        delete_view(actor_of("administrator"), view, at=at)
    assert SavedView.objects.get().name == "加急"


def test_a_list_out_of_sight_has_no_views(kept, actor_of):
    kept("administrator", shared="everybody")
    with pytest.raises(NotAllowed, match="see requests"):
        kept("order_clerk")
    assert seen(actor_of, "order_clerk") == []


@pytest.mark.parametrize(
    ("values", "refusal", "sentence"),
    [
        ({"query": {"colour": ["red"]}}, Invalid, "no filter “colour”"),
        ({"query": {"priority": ["soon"]}}, Invalid, "“soon” is no value of the filter “priority”"),
        ({"columns": ["colour"]}, Invalid, "no column “colour”"),
        ({"page": "colours"}, UnknownListing, "There is no list “colours”"),
    ],
)
def test_what_the_list_would_not_understand_is_refused(kept, values, refusal, sentence):
    with pytest.raises(refusal, match=sentence):
        kept("agent", **values)
    assert SavedView.objects.count() == 0


def test_two_views_of_a_list_are_told_apart_by_their_names(kept):
    kept("agent")
    with pytest.raises(ViewNameTaken, match="You have a view “加急” already"):
        kept("agent", name=" 加急 ")
    kept("manager")
    assert SavedView.objects.count() == 2


def test_a_deleted_view_is_gone_and_told(kept, actor_of, at):
    delete_view(actor_of("agent"), kept("agent"), at=at)
    assert (SavedView.objects.count(), LedgerEntry.objects.filter(kind="saved_view.deleted").count()) == (0, 1)
