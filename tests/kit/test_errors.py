"""Refusals say what was asked, what is in the way and what would work, field by field too."""

from django.utils.translation import gettext_lazy, override

from aftercare.domains.requests.errors import UnknownChoice


def test_a_field_whose_error_is_the_refusal_itself_says_it_with_its_values():
    refusal = UnknownChoice(value="x", known="a, b", errors={"outcome": UnknownChoice.sentence})
    assert str(refusal.errors["outcome"]) == str(refusal) == "“x” is not known here; choose one of: a, b."
    with override("zh-hans"):
        assert str(refusal.errors["outcome"]) == "“x”不可用，请选择：a, b。"


def test_a_field_with_a_sentence_of_its_own_keeps_it():
    refusal = UnknownChoice(value="x", known="a", errors={"outcome": gettext_lazy("100 % is the most.")})
    assert str(refusal.errors["outcome"]) == "100 % is the most."
