"""Answers to commands are remembered for seven days, then forgotten in batches."""

from datetime import timedelta
from uuid import UUID

import pytest

from aftercare.kit.clock import now
from aftercare.kit.commands import claim, forget_answers, keep_answer
from aftercare.kit.jobs import forget_what_is_over
from aftercare.kit.models import AnsweredCommand

pytestmark = pytest.mark.django_db
CALLER = UUID(int=7)


def answered(key: str, **age: float) -> None:
    claim(CALLER, key, b"f")
    keep_answer(CALLER, key, status=200, answer={})
    AnsweredCommand.objects.filter(key=key).update(created_at=now() - timedelta(**age))


def test_after_seven_days_a_key_is_free_again():
    answered("old", days=7, minutes=1)
    answered("young", days=6, hours=23)
    forget_what_is_over(timestamp=0)
    assert claim(CALLER, "old", b"another") is None
    assert claim(CALLER, "young", b"f").status == 200


def test_many_are_forgotten_a_batch_at_a_time(django_assert_num_queries):
    for n in range(5):
        answered(f"k{n}", days=8)
    with django_assert_num_queries(3):
        assert forget_answers(before=now() - timedelta(days=7), batch=2) == 5
    assert AnsweredCommand.objects.count() == 0
