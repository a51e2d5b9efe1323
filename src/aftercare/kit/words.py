"""Words to search by: Latin words and numbers as they stand, Chinese by character and pair, names by their sound."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from types import ModuleType

# Ideographs (also the rare ones), kana and hangul are written without spaces between words.
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
BEGINS_UNSPACED = re.compile(f"[{UNSPACED}]")
RUN = re.compile(f"[{UNSPACED}]+|[^\\W_{UNSPACED}]+")
JOINED = re.compile(f"[^\\W_{UNSPACED}]+(?:[-./][^\\W_{UNSPACED}]+)+")
NUMBER = re.compile(f"[^\\W_{UNSPACED}]+(?:[-./][^\\W_{UNSPACED}]+){{2,}}")
LETTERS_OR_DIGITS = re.compile(r"\d+|\D+")
IDEOGRAPHS = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
# Characters that sound otherwise as a surname than in most words.
SURNAMES = dict(
    pair.split(":")
    for pair in (
        "曾:zeng 单:shan 仇:qiu 解:xie 任:ren 查:zha 区:ou 朴:piao 盖:ge 覃:qin 乐:yue 翟:zhai 召:shao 种:chong "
        "员:yun 缪:miao 尉:yu 繁:po 折:she 秘:bi 黑:he 洗:xian 冼:xian 句:gou 贾:jia 石:shi 沈:shen 葛:ge 宁:ning"
    ).split()
)
LONGEST = 80  # characters of one token; what is longer is found by its beginning


def folded(text: str) -> str:
    """The text as it is compared: full-width forms narrow, accents off, lower case."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(mark for mark in apart if not unicodedata.combining(mark) or "\u3099" <= mark <= "\u309a")
    return unicodedata.normalize("NFC", plain).casefold()


def is_unspaced(run: str) -> bool:
    """Whether a run is of a script without spaces."""
    return BEGINS_UNSPACED.match(run) is not None


def bigrams(text: str) -> list[str]:
    """The tokens of a text: 压缩机异响 E3 → its characters, its pairs of neighbours, `e3`, `e` and `3`."""
    return list(dict.fromkeys(_tokens(folded(text))))


def _tokens(text: str) -> Iterator[str]:
    for run in RUN.findall(text):
        if is_unspaced(run):
            yield from run
            yield from (run[i : i + 2] for i in range(len(run) - 1))
            continue
        yield run[:LONGEST]
        pieces = LETTERS_OR_DIGITS.findall(run)
        if len(pieces) > 1:
            yield from (piece[:LONGEST] for piece in pieces)
    for compound in JOINED.findall(text):  # KFR-35GW is also found as kfr35gw
        yield _joined(compound)


def _joined(compound: str) -> str:
    return re.sub(r"[-./]", "", compound)[:LONGEST]


def wanted(text: str) -> list[tuple[str, bool]]:
    """What a search for the text must find, all of it: each token, and whether it is only a beginning.

    A number of three pieces or more, such as SR-2026-000123, is looked for as a whole: its year alone says nothing.
    """
    found: dict[str, bool] = {}
    plain = folded(text)
    for number in NUMBER.findall(plain):
        found[_joined(number)] = True
        plain = plain.replace(number, " ", 1)
    for run in RUN.findall(plain):
        if not is_unspaced(run):
            found[run[:LONGEST]] = len(run) > 1 or not run.isdecimal()  # one digit begins something in every phone
        elif len(run) == 1:
            found.setdefault(run, False)
        else:
            found.update((run[i : i + 2], False) for i in range(len(run) - 1))
    return list(found.items())


def sound_key(name: str, *, surname: bool = False) -> str:
    """How a name sorts: 华安电器 → `hua an dian qi`; other scripts as they are written."""
    plain = folded(name)
    if not IDEOGRAPHS.search(plain):
        return plain.strip()
    syllables = [part.strip() for part in _phonetics().lazy_pinyin(plain) if part.strip()]
    if surname and plain[:1] in SURNAMES:
        syllables[0] = SURNAMES[plain[0]]
    return " ".join(syllables)


def sounds(name: str) -> list[str]:
    """The sounds a name is typed by, from each of its characters on: 华安 → huaan, an, ha, a.

    The first character is heard in each of its readings, because as a surname it often has a rare one.
    """
    heard: list[str] = []
    for run in IDEOGRAPHS.findall(folded(name)):
        said = _phonetics()
        for style in (said.Style.NORMAL, said.Style.FIRST_LETTER):
            syllables = said.lazy_pinyin(run, style=style)
            heard += ["".join(syllables[i:])[:LONGEST] for i in range(len(run))]
            readings = said.pinyin(run[0], style=style, heteronym=True)[0]
            heard += [(reading + "".join(syllables[1:]))[:LONGEST] for reading in readings]
    return list(dict.fromkeys(heard))


@cache
def _phonetics() -> ModuleType:
    """The dictionary of sounds takes 60 MB, so only processes that meet a Chinese name load it."""
    import pypinyin  # noqa: PLC0415

    return pypinyin


def compact(text: str) -> str:
    """Its letters and digits in one run: SN-2025/0001 → sn20250001."""
    return "".join(RUN.findall(folded(text)))[:LONGEST]


def endings(digits: str, shortest: int = 4) -> list[str]:
    """Every ending of a number, so that any four digits in a row find it: 13800138000 → itself, 3800138000, …"""
    return [digits[i:] for i in range(len(digits) - shortest + 1)] if len(digits) >= shortest else [digits]


def merged(lists: Iterable[Iterable[str]]) -> list[str]:
    """The tokens of several lists, each once."""
    return list(dict.fromkeys(token for tokens in lists for token in tokens if token))
