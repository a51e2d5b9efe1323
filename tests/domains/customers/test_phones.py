"""Phone numbers: one form to recognise, one to show."""

import pytest

from aftercare.domains.customers.errors import BadPhone
from aftercare.domains.customers.phones import masked, normalised


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("138 0013 8000", "+8613800138000"),
        ("+86-138-0013-8000", "+8613800138000"),
        ("（010）8888 6666", "+861088886666"),
        ("0049 30 123456", "+4930123456"),
        ("+49 (0)30 123456", "+4930123456"),
        ("8001", "8001"),
        ("", ""),
    ],
)
def test_a_number_has_one_form_however_it_is_written(written: str, number: str):
    assert normalised(written, "CN") == number


@pytest.mark.parametrize("written", ["call me", "12", "138x0013y8000z", "+" + "9" * 20])
def test_what_is_no_number_is_refused(written: str):
    with pytest.raises(BadPhone) as refused:
        normalised(written, "CN")
    assert str(refused.value) == (f"“{written}” is not a phone number; write it like 138 0013 8000 or +49 30 123456.")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+8613800131234", "138****1234"),
        ("+4915112345678", "+49 151****5678"),
        ("+8657188881234", "0571-****1234"),
        ("+861088886666", "010-****6666"),
        ("+8675588886666", "0755-****6666"),
        ("+864008001234", "400****1234"),
        ("+493012345678", "+49 30-****5678"),
        ("8001", "****01"),
        ("", ""),
    ],
)
def test_a_shown_number_hides_its_middle(number: str, shown: str):
    assert masked(number) == shown
