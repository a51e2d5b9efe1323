"""What the database refuses is said in words, with the fields of the key."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from aftercare.kit.constraints import AlreadyThere, GoneMeanwhile, refusal_of

pytestmark = pytest.mark.django_db
HELD = "This is already in use."


def refused(*rows) -> IntegrityError:
    """The error of saving rows that don't go together."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        for row in rows:
            row.save()
        connection.check_constraints()
    return caught.value


def test_a_key_that_is_held_names_its_field_and_keeps_what_was_typed_out_of_the_log(caplog):
    from aftercare.domains.accounts.models import Team

    refusal = refusal_of(refused(Team(name="华东一组"), Team(name="华东一组")))
    assert type(refusal) is AlreadyThere
    assert refusal.errors == {"name": HELD}
    assert "accounts_team_name" in caplog.text
    assert "华东一组" not in caplog.text


def test_a_key_made_of_an_expression_names_the_field_inside():
    from aftercare.domains.accounts.models import User

    refusal = refusal_of(refused(User(email="a@example.com"), User(email="A@example.com")))
    assert (type(refusal), refusal.errors) == (AlreadyThere, {"email": HELD})


def test_a_row_whose_owner_is_gone_says_so():
    from aftercare.domains.customers.models import Contact

    refusal = refusal_of(refused(Contact(customer_id=uuid4(), name="李经理")))
    assert type(refusal) is GoneMeanwhile
    assert str(refusal) == "Something this belongs to was removed at the same moment; read it again."


def test_a_row_that_is_wrong_in_itself_is_no_conflict():
    from aftercare.domains.accounts.models import Team

    assert refusal_of(refused(Team(name=None))) is None
