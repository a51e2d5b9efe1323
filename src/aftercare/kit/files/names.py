"""Names of files as they may be shown, saved and put in a header."""

import re
import unicodedata

LONGEST = 200
# What a path, a shell or a Windows folder gives another meaning.
MEANINGFUL = re.compile(r'[<>:"|?*/\\]+')


def safe_name(name: str, endings: tuple[str, ...]) -> str:
    """The last part of a name without control and direction marks, ending as its content does.

    `run.bat` that holds text becomes `run.bat.txt`, so that nobody's machine takes it for anything else.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(mark for mark in last if unicodedata.category(mark) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    plain = " ".join(MEANINGFUL.sub("_", seen).split()).strip(" .") or "file"
    own = next((ending for ending in endings if plain.lower().endswith(ending)), None)
    ending = endings[0] if own is None else plain[len(plain) - len(own) :]
    stem = plain if own is None else plain[: len(plain) - len(own)]
    return f"{stem[: LONGEST - len(ending)] or 'file'}{ending}"
