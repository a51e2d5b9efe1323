"""The tokens texts are found by."""

import pytest

from aftercare.kit.words import bigrams, endings, sound_key, sounds, wanted


def test_chinese_is_cut_into_characters_and_pairs():
    assert bigrams("压缩机异响") == ["压", "缩", "机", "异", "响", "压缩", "缩机", "机异", "异响"]


def test_a_model_number_is_found_whole_in_pieces_and_without_its_hyphen():
    assert bigrams("KFR-35GW") == ["kfr", "35gw", "35", "gw", "kfr35gw"]


def test_width_case_and_accents_do_not_matter():
    assert bigrams("Ａ１ MÜLLER") == ["a1", "a", "1", "muller"]


def test_a_search_wants_every_pair_and_only_the_beginning_of_latin_words():
    assert wanted("空调 3 1380") == [("空调", False), ("3", False), ("1380", True)]
    assert wanted("压缩机 kfr 冷") == [("压缩", False), ("缩机", False), ("kfr", True), ("冷", False)]


def test_a_number_of_three_pieces_is_wanted_whole():
    assert wanted("SR-2026-000123 异响") == [("sr2026000123", True), ("异响", False)]
    assert "sr2026000123" in bigrams("见 SR-2026-000123")


def test_signs_alone_want_nothing():
    assert wanted("-- ' & :*") == []


def test_a_name_sorts_by_its_sound():
    assert [sound_key(name) for name in ("华安电器", "ABC 重庆", "Müller")] == [
        "hua an dian qi",
        "abc chong qing",
        "muller",
    ]


@pytest.mark.parametrize(
    ("name", "key"), [("曾国藩", "zeng guo fan"), ("单雄信", "shan xiong xin"), ("王芳", "wang fang")]
)
def test_a_surname_sorts_by_the_sound_it_has_as_one(name: str, key: str):
    assert sound_key(name, surname=True) == key


def test_a_name_is_typed_by_sound_or_initials_from_any_character_on():
    assert {"huaandianqi", "andianqi", "qi", "hadq", "dq"} <= set(sounds("华安电器"))


def test_a_surname_is_heard_in_each_of_its_readings():
    assert {"zengguofan", "cengguofan", "zgf", "cgf"} <= set(sounds("曾国藩"))


def test_any_four_digits_begin_an_ending_of_a_number():
    assert endings("8613800131234")[-3:] == ["131234", "31234", "1234"]
    assert endings("110") == ["110"]
