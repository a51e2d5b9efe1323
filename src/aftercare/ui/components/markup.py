"""Building HTML so that nothing gets in unescaped."""

from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

Attributes = Mapping[str, Any]


def attributes(pairs: Attributes) -> SafeString:
    """HTML attributes with a leading space: None and False are left out, True stands alone, `_` becomes `-`."""
    return format_html_join(
        "",
        "{}",
        ((_attribute(name.rstrip("_").replace("_", "-"), value),) for name, value in pairs.items() if _given(value)),
    )


def _attribute(name: str, value: object) -> SafeString:
    if value is True:
        return format_html_join("", " {}", [(name,)])
    return format_html_join("", ' {}="{}"', [(name, value)])


def _given(value: object) -> bool:
    return value is not None and value is not False


def classes(*names: str) -> str:
    """The names given, joined; empty ones are left out."""
    return " ".join(name for name in names if name)


def pick(thing: Any, name: str, default: Any = None) -> Any:
    """A field of a dict or of an object."""
    if isinstance(thing, Mapping):
        return thing.get(name, default)
    return getattr(thing, name, default)
