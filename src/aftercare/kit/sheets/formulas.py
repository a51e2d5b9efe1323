"""Which texts a spreadsheet would compute instead of showing them."""

# Full-width signs are read as their narrow ones by some programs.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def defused(text: str) -> str:
    """The text as a spreadsheet only shows it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def plain(text: str) -> str:
    """The text that was defused, as it was before; any other as it is."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text
