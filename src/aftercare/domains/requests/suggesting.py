"""What is suggested while a request is typed, each with the reason; nothing here is decided."""

from dataclasses import dataclass
from typing import Final

from aftercare.domains.contracts.models import Priority
from aftercare.kit.words import RUN, folded, is_unspaced

# Words behind which there may be fire, electricity, gas or water in the wrong place; somebody looks at once.
DANGERS: Final = (
    "冒烟", "起火", "着火", "火花", "漏电", "触电", "燃气", "煤气", "爆炸", "焦味", "糊味", "烧焦",
    "smoke", "smoking", "fire", "spark", "electric shock", "gas leak", "explosion", "burning",
)  # fmt: skip
SHORTEST_STEM = 4  # letters from which on leak is found in leaking


@dataclass(frozen=True, slots=True)
class Urgency:
    """A priority and why: danger, repeat, agreement, grade, or the kind's usual one; `about` is what tells it."""

    priority: int
    why: str
    about: str = ""


def urgency(
    text: str, *, usual: int, kind: str, repeat_of: str = "", promised_by: str = "", grade: str = ""
) -> Urgency:
    """How urgent it looks: danger before all, then what came again, then what the customer was promised."""
    if danger := danger_in(text):
        return Urgency(Priority.URGENT, "danger", danger)
    if repeat_of:
        return Urgency(min(usual, Priority.HIGH), "repeat", repeat_of)
    if promised_by == "agreement":
        return Urgency(min(usual, Priority.HIGH), "agreement")
    if promised_by == "grade":
        return Urgency(min(usual, Priority.HIGH), "grade", grade)
    return Urgency(usual, "usual", kind)


def danger_in(text: str) -> str:
    """The first word of danger in a text, or nothing."""
    plain = folded(text)
    return next((word for word in DANGERS if word in plain), "")


def shared_words(text: str, name: str) -> list[str]:
    """The words of a name that a text holds too, the longest first: 空调不制冷, 不制冷 → 不制冷."""
    plain = folded(text)
    found = [word for run in RUN.findall(folded(name)) for word in _met(run, plain)]
    return sorted(dict.fromkeys(found), key=lambda word: (-len(word), word))


def _met(run: str, text: str) -> list[str]:
    """The longest part of a run without spaces that the text holds; of other words the whole, or its stem."""
    if is_unspaced(run):
        return _longest_part(run, text)
    words = [word for word in RUN.findall(text) if not is_unspaced(word)]
    return [run] if any(_same_stem(run, word) for word in words) else []


def _longest_part(run: str, text: str) -> list[str]:
    for length in range(len(run), 1, -1):
        for start in range(len(run) - length + 1):
            if run[start : start + length] in text:
                return [run[start : start + length]]
    return []


def _same_stem(one: str, other: str) -> bool:
    if one == other:
        return len(one) > 2
    short, long = sorted((one, other), key=len)
    return len(short) >= SHORTEST_STEM and long.startswith(short)
