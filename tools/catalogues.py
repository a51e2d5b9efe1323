"""Compare the English messages of the code with the Chinese catalogue, write it and compile it.

python tools/catalogues.py extract          every message and where it is said
python tools/catalogues.py missing          those without Chinese, as pairs to fill in
python tools/catalogues.py merge FILE…      put such pairs into the catalogue; messages no longer said are dropped
python tools/catalogues.py check
python tools/catalogues.py compile          write the binary catalogue that Django reads
"""

import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from messages import DOMAINS, KEYWORDS, extract
from tree import REPOSITORY, Report, Source, calls, last_name, sources, tell

CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
HOLE = re.compile(r"%\(\w+\)[a-z]|%[sdif]|\{\w*\}")
FILLED = re.compile(r"%\(\w+\)[a-z]|%[sdif]")
LONE = re.compile(r"%(?!\(\w+\)[a-z]|[sdif])")
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Aftercare\\n"
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def path_of(repository: Path, domain: str) -> Path:
    """Where the Chinese of a domain is kept."""
    return repository / "src/aftercare/locale/zh_Hans/LC_MESSAGES" / f"{domain}.po"


def read(path: Path) -> Catalog:
    """A catalogue, or a list of pairs without a header."""
    if not path.exists():
        return Catalog(locale="zh_Hans", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans", charset="utf-8", abort_invalid=True)


def english(message: Message) -> str:
    """The msgid; of a plural the form for many, which holds every placeholder."""
    return message.id if isinstance(message.id, str) else message.id[1]


def chinese(message: Message | None) -> str:
    """The translation; Chinese has one form for any number."""
    words = message.string if message else ""
    return words if isinstance(words, str) else next(iter(words), "")


def words_of(catalog: Catalog) -> list[Message]:
    """The messages without the header."""
    return [message for message in catalog if message.id]


def pairs(messages: Iterable[Message], *, where: bool = True) -> str:
    """Messages in the text form, sorted, with the files they are said in; line numbers would change with every edit."""
    catalog, text = Catalog(locale="zh_Hans", charset="utf-8"), io.BytesIO()
    for message in messages:
        catalog[message.id] = message
    write_po(text, catalog, width=110, sort_output=True, omit_header=True, include_lineno=False, no_location=not where)
    return text.getvalue().decode()


def wrong(message: Message, translated: Message | None) -> str:
    """What is wrong with a message or its translation, or nothing."""
    asked, answer = english(message), chinese(translated)
    if CHINESE.search(asked):
        return f"“{asked}” is Chinese; the msgid is English and the Chinese stands in the catalogue."
    if not answer.strip():
        return f"“{asked}” has no Chinese; add it with tools/catalogues.py merge."
    if translated and translated.fuzzy:
        return f"“{asked}” is marked fuzzy; read the translation again and remove the mark."
    if set(HOLE.findall(asked)) != set(HOLE.findall(answer)):
        return f"“{asked}” and “{answer}” do not hold the same placeholders."
    if FILLED.search(asked) and LONE.search(answer.replace("%%", "")):
        return f"“{answer}” holds a % that is no placeholder; write %%."
    return ""


def unread(source: Source) -> Iterator[ast.Call]:
    """Messages within f-strings: on older Pythons nothing reads them there, so they would stay English."""
    for text in ast.walk(source.tree):
        if isinstance(text, ast.JoinedStr):
            yield from (call for call in calls(text) if last_name(call.func) in KEYWORDS)


def check(repository: Path = REPOSITORY) -> Report:
    """Compare code and catalogues both ways."""
    report = Report("messages")
    for source in sources(repository):
        for call in unread(source):
            report.against(source.at(call), "a message within an f-string is not read; give it a name before.")
    for domain in DOMAINS:
        used, kept = extract(repository, domain), read(path_of(repository, domain))
        for message in words_of(used):
            report.seen += 1
            if sentence := wrong(message, kept.get(message.id, message.context)):
                report.against("{}:{}".format(*message.locations[0]), sentence)
        unsaid = [message for message in words_of(kept) if used.get(message.id, message.context) is None]
        for message in [*unsaid, *kept.obsolete.values()]:
            where = path_of(repository, domain).relative_to(repository).as_posix()
            report.against(where, f"“{english(message)}” is said nowhere; tools/catalogues.py merge drops it.")
    return report


def merge(repository: Path, files: list[Path]) -> None:
    """Write the catalogues anew: the messages of the code with the Chinese known so far, later files winning."""
    used = {domain: extract(repository, domain) for domain in DOMAINS}
    for domain, catalog in used.items():
        path = path_of(repository, domain)
        for known in (message for file in [path, *files] for message in words_of(read(file))):
            said = catalog.get(known.id, known.context)
            if said is not None and chinese(known):
                said.string = chinese(known) if isinstance(said.id, str) else (chinese(known),)
        if words_of(catalog) or path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(HEADER + pairs(words_of(catalog), where=False), encoding="utf-8")
    for file in files:
        for known in words_of(read(file)):
            if not any(catalog.get(known.id, known.context) for catalog in used.values()):
                print(f"{file.name}: “{english(known)}” is said nowhere in the code; it was left out.")


def compile_all(repository: Path) -> None:
    """Write the binary catalogue beside each text one."""
    for path in filter(Path.exists, (path_of(repository, domain) for domain in DOMAINS)):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))


def main(command: str = "check", *files: str) -> int:
    """Run one command; the exit code is 1 where `check` finds something."""
    if command == "merge":
        merge(REPOSITORY, [Path(file) for file in files])
    elif command == "compile":
        compile_all(REPOSITORY)
    elif command in {"extract", "missing"}:
        for domain in DOMAINS:
            kept = read(path_of(REPOSITORY, domain))
            used = words_of(extract(REPOSITORY, domain))
            print(pairs(m for m in used if command == "extract" or not chinese(kept.get(m.id, m.context))), end="")
    else:
        return tell(check())
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
