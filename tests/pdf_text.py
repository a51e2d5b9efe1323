"""What stands in a PDF: its words, read through the font's own table of characters, and its fonts."""

import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)endobj", re.S)
STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.S)
PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
ESCAPED = re.compile(rb"\\([()\\nrtbf]|[0-7]{1,3})", re.S)
SHOWN = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f]+)>(?=[\s\]])|(\bT[*mdD]\b|\bET\b)", re.S)
PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def objects(pdf: bytes) -> dict[int, tuple[bytes, bytes]]:
    """Each object's dictionary, and its stream as it was before it was packed."""
    found = {}
    for number, body in OBJECT.findall(pdf):
        stream = STREAM.search(body)
        packed = stream[1] if stream else b""
        found[int(number)] = (
            body[: stream.start()] if stream else body,
            zlib.decompress(packed) if b"FlateDecode" in body else packed,
        )
    return found


def fonts_in(pdf: bytes) -> list[tuple[str, int]]:
    """The fonts whose glyphs are in the file, each with the number of its bytes."""
    parts = objects(pdf)
    files = []
    for head, _stream in parts.values():
        name, file = re.search(rb"/FontName\s*/(\S+)", head), re.search(rb"/FontFile[23]?\s+(\d+) 0 R", head)
        if name and file:
            files.append((name[1].decode(), len(parts[int(file[1])][1])))
    return files


def text_of(pdf: bytes) -> str:
    """The words in the order they are drawn, with a line break where the pen is set anew."""
    parts = objects(pdf)
    characters: dict[int, str] = {}
    for _head, stream in parts.values():
        if b"begincmap" in stream:
            characters |= _table(stream)
    pages = [stream for _head, stream in parts.values() if b"BT" in stream and b"begincmap" not in stream]
    return "\n".join("".join(_drawn(page, characters)) for page in pages)


def _table(stream: bytes) -> dict[int, str]:
    table = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", stream, re.S):
        table |= {int(glyph, 16): _unicode(said) for glyph, said in PAIR.findall(block)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", stream, re.S):
        for first, last, said in RANGE.findall(block):
            start = int(first, 16)
            table |= {glyph: chr(int(said, 16) + glyph - start) for glyph in range(start, int(last, 16) + 1)}
    return table


def _unicode(said: bytes) -> str:
    return bytes.fromhex(said.decode()).decode("utf-16-be")


def _drawn(page: bytes, characters: dict[int, str]) -> list[str]:
    words = []
    for plain, coded, pen in SHOWN.findall(page):
        if pen:
            words.append("\n" if words and words[-1] != "\n" else "")
            continue
        glyphs = bytes.fromhex(coded.decode()) if coded else ESCAPED.sub(_unescaped, plain)
        words += [characters.get(glyphs[n] << 8 | glyphs[n + 1], "�") for n in range(0, len(glyphs) - 1, 2)]
    return words


def _unescaped(found: re.Match[bytes]) -> bytes:
    mark = found[1]
    return bytes([int(mark, 8)]) if mark.isdigit() else PLAIN.get(mark, mark)
