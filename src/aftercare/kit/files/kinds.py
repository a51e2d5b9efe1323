"""What a file is, read from its bytes."""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

from aftercare.kit.files.refusals import (
    FileHasMacros,
    FileOutdated,
    FileRuns,
    FileUnreadable,
    PictureUnreadable,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of file: the type it is served under and the endings its name may have, the usual one first."""

    content_type: str
    endings: tuple[str, ...]

    @property
    def is_picture(self) -> bool:
        """Whether it is looked at."""
        return self.content_type.startswith("image/")


JPEG = Kind("image/jpeg", (".jpg", ".jpeg"))
PNG = Kind("image/png", (".png",))
WEBP = Kind("image/webp", (".webp",))
GIF = Kind("image/gif", (".gif",))
BMP = Kind("image/bmp", (".bmp",))
PDF = Kind("application/pdf", (".pdf",))
CSV = Kind("text/csv", (".csv",))
TEXT = Kind("text/plain", (".txt", ".log", ".md", ".json"))
_OFFICE = "application/vnd.openxmlformats-officedocument"
OFFICE = {
    "word/": Kind(f"{_OFFICE}.wordprocessingml.document", (".docx",)),
    "xl/": Kind(f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",)),
    "ppt/": Kind(f"{_OFFICE}.presentationml.presentation", (".pptx",)),
}
OPEN_DOCUMENTS = {
    f"application/vnd.oasis.opendocument.{noun}": Kind(f"application/vnd.oasis.opendocument.{noun}", (ending,))
    for noun, ending in (("text", ".odt"), ("spreadsheet", ".ods"), ("presentation", ".odp"))
}
BEGINNINGS = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"GIF8", GIF), (b"BM", BMP), (b"%PDF-", PDF))
PROGRAMS = (
    b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"dex\n0",
    b"\x00asm", b"L\x00\x00\x00\x01\x14\x02\x00",
)  # fmt: skip
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PAGE_BEGINS = re.compile(
    r"\s*<(!doctype|\?xml|!--|html|head|body|svg|script|iframe|style|meta|link|a\s|div|table)", re.I
)
PAGE_INSIDE = re.compile(r"<(script|svg|html)\b", re.IGNORECASE)
LOOKED_AT = 2048


def kind_of(content: bytes, name: str) -> Kind:
    """The kind of these bytes; what runs on a reader's machine, or can't be told, is refused."""
    if content.startswith(PROGRAMS) or (content.startswith(b"MZ") and b"\0" in content[:64]):
        raise FileRuns(name=name)
    if content.startswith(OLD_OFFICE):
        raise FileOutdated(name=name)
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif"):
        raise PictureUnreadable(name=name)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    for beginning, kind in BEGINNINGS:
        if content.startswith(beginning) and (kind is not BMP or _is_picture_of_dots(content)):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _packed(content, name)
    return _text(content, name)


def _is_picture_of_dots(content: bytes) -> bool:
    """Whether BM really begins a bitmap: the header's unused bytes are empty and its size field is known."""
    return content[:2] == b"BM" and content[6:10] == bytes(4) and content[14:18] in (b"(\0\0\0", b"l\0\0\0", b"|\0\0\0")


def _packed(content: bytes, name: str) -> Kind:
    """A packed document; other archives stay outside, because nobody sees what is in them."""
    try:  # zipfile says RuntimeError to a password, and to a packing it does not know
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = archive.namelist()
            told = archive.open("mimetype").read(100).decode("ascii", "replace") if "mimetype" in inside else ""
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError) as broken:
        raise FileUnreadable(name=name) from broken
    if any(part.endswith(("vbaProject.bin", "vbaData.xml")) or part.startswith("Basic/") for part in inside):
        raise FileHasMacros(name=name)
    if any(part.endswith((".dex", ".class")) for part in inside):
        raise FileRuns(name=name)
    if told.strip() in OPEN_DOCUMENTS:
        return OPEN_DOCUMENTS[told.strip()]
    if "[Content_Types].xml" in inside:
        for folder, kind in OFFICE.items():
            if any(part.startswith(folder) for part in inside):
                return kind
    raise FileUnreadable(name=name)


def _text(content: bytes, name: str) -> Kind:
    text = _decoded(content)
    if text is None or _marks(text):
        raise FileUnreadable(name=name)
    if PAGE_BEGINS.match(text) or PAGE_INSIDE.search(text[:LOOKED_AT]):
        raise FileRuns(name=name)
    return CSV if name.lower().endswith(".csv") else TEXT


def _decoded(content: bytes) -> str | None:
    """The text in the encodings people here write, or None."""
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _marks(text: str) -> bool:
    """Whether it holds control characters or unassigned ones, as bytes that only look like text do."""
    return any(unicodedata.category(mark) in {"Cc", "Cn", "Co"} for mark in set(text) - set("\t\n\r\f\x1b"))
