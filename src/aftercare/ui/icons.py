"""The icons a page may name, and the sprite they are drawn from."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

# A page may use any name of Tabler Icons: the sprite also takes every one it finds in the source.
COMMON = frozenset(
    """
    alert-circle alert-triangle archive arrow-back-up arrow-left arrow-right arrows-exchange arrows-sort
    adjustments award ban barcode battery bell bolt book book-2 briefcase building building-store
    building-warehouse bulb calendar calendar-clock calendar-event camera car cash certificate chart-bar
    chart-line check checkbox checklist checks chevron-down chevron-left chevron-right chevron-up circle-check
    circle-check-filled circle-dashed circle-x click clipboard-check clipboard-list clock clock-exclamation
    clock-pause cloud-off
    cloud-upload copy currency-yuan database device-desktop device-floppy device-mobile dots dots-vertical download
    edit external-link eye eye-off file file-invoice file-text filter flag folder gauge git-merge hand-stop headset
    heart-handshake help history home hourglass id-badge inbox info-circle key keyboard language layout-dashboard
    layout-kanban link list list-check list-details loader-2 lock lock-open login logout mail map map-pin menu-2
    message message-circle messages microphone moon mood-happy mood-sad navigation news note package paperclip pencil
    phone phone-call phone-incoming phone-outgoing photo player-pause player-pause-filled
    player-play player-play-filled plug plus point printer progress
    qrcode receipt refresh repeat report rotate route scan search send settings shield shield-check shopping-cart
    signature sort-ascending sort-descending sparkles star star-filled stethoscope sun sun-moon tag tags thumb-down
    thumb-up ticket tool tools transfer-in trash trending-down trending-up truck truck-delivery upload user user-check
    user-circle user-minus user-plus user-x users users-group wifi-off world x zoom-in
    """.split()
)
MENTION = re.compile(r"""(?<![\w-])icon(?:=|"\s*:\s*|:\s*str\s*=\s*|\s+)["']([a-z0-9-]+)["']""")
QUOTED = re.compile(r"""["']([a-z0-9]+(?:-[a-z0-9]+)*)["']""")
SVG = "{http://www.w3.org/2000/svg}"


def mentioned(source: Path) -> set[str]:
    """The icon names written in templates and Python files below `source`."""
    return {name for path in _sources(source) for name in MENTION.findall(path.read_text(encoding="utf-8"))}


def _sources(folder: Path) -> Iterator[Path]:
    return (path for kind in ("*.html", "*.py") for path in folder.rglob(kind))


def quoted(source: Path, icons: Path) -> set[str]:
    """Tabler's names among the words quoted below `source`: icons handed over by position, in tables of places."""
    known = {path.stem for path in (icons / "outline").glob("*.svg")}
    return {name for path in _sources(source) for name in QUOTED.findall(path.read_text(encoding="utf-8"))} & known


def sprite(icons: Path, names: Iterable[str]) -> str:
    """One SVG with a symbol per name, read from Tabler's `icons` folder; raises KeyError for an unknown name."""
    symbols = "\n".join(_symbol(icons, name) for name in sorted(names))
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def _symbol(icons: Path, name: str) -> str:
    filled = name.endswith("-filled")
    path = icons / ("filled" if filled else "outline") / f"{name.removesuffix('-filled')}.svg"
    if not path.exists():
        raise KeyError(f"Tabler has no icon named {name}.")
    # 1.75 instead of Tabler's 2: at 16 px the thinner line sits better beside 14 px text.
    paint = 'fill="currentColor"' if filled else 'fill="none" stroke="currentColor" stroke-width="1.75"'
    root = ElementTree.parse(path).getroot()  # nosec B314  files of the package that the lock pins by hash
    shapes = "".join(_shape(element) for element in root)
    ends = 'stroke-linecap="round" stroke-linejoin="round"'
    return f'<symbol id="{name}" viewBox="0 0 24 24" {paint} {ends}>{shapes}</symbol>'


def _shape(element: ElementTree.Element) -> str:
    if element.get("d") == "M0 0h24v24H0z":  # Tabler's invisible frame
        return ""
    pairs = "".join(f' {key}="{value}"' for key, value in element.attrib.items())
    return f"<{element.tag.removeprefix(SVG)}{pairs}/>"
