"""Sheets of paper as PDF: a plain set of headings, facts and tables, with the Chinese font that is used inside.

Of the font only the glyphs that were used go into the file, so that a page weighs some kilobytes and reads the same
everywhere. It comes as a package (Noto Sans CJK, SIL Open Font License).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import noto_cjk_sans_otc
from fpdf import FPDF
from fpdf.enums import TableBordersLayout, TableCellFillMode
from fpdf.fonts import FontFace

FONT = Path(str(noto_cjk_sans_otc.FONT_PATH))
SIMPLIFIED = 2  # which face of the collection draws characters as they are written on the mainland
FAMILY = "paper"
MARGIN, WIDTH = 18.0, 174.0
PLAIN, SMALL, LARGE = 9.5, 8.0, 18.0
QUIET, SHADE = (90, 90, 90), (240, 242, 245)


class Paper(FPDF):
    """An A4 document; every page bears `foot` and its number."""

    def __init__(self, *, title: str, language: str, foot: str, at: datetime) -> None:
        super().__init__(format="A4")
        self.foot = foot
        self.add_font(FAMILY, fname=FONT, collection_font_number=SIMPLIFIED)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=22)
        self.set_title(title)
        self.set_lang(language)
        self.set_creation_date(at)
        self.add_page()

    def footer(self) -> None:
        """What the house is called, and which page of how many this is."""
        self.set_y(-15)
        self._pen(SMALL, QUIET)
        self.cell(WIDTH / 2, 5, self.foot)
        self.cell(WIDTH / 2, 5, f"{self.page_no()} / {{nb}}", align="R")

    def heading(self, words: str, beside: str = "") -> None:
        """The title, and what stands at the right edge beside it."""
        self._pen(LARGE)
        self.cell(WIDTH * 0.6, 11, words)
        self._pen(PLAIN, QUIET)
        self.cell(WIDTH * 0.4, 11, beside, align="R", new_x="LMARGIN", new_y="NEXT")
        self.ln(3)

    def facts(self, rows: Iterable[tuple[str, str]]) -> None:
        """A label and what it says, one below the other; what says nothing is left out."""
        for label, said in rows:
            if not said:
                continue
            self._pen(SMALL, QUIET)
            self.cell(34, 5.5, label)
            self._pen(PLAIN)
            self.multi_cell(WIDTH - 34, 5.5, said, align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(4)

    def columns(self, heads: Sequence[str], rows: Iterable[Sequence[str]], *, widths: Sequence[int], left: int) -> None:
        """A table whose first `left` columns are words and the others figures; its head stands on every page."""
        self._pen(PLAIN)
        aligned = tuple("LEFT" if place < left else "RIGHT" for place in range(len(heads)))
        with self.table(
            width=WIDTH,
            col_widths=tuple(widths),
            text_align=aligned,
            line_height=5.5,
            padding=1.2,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            cell_fill_mode=TableCellFillMode.NONE,
            headings_style=FontFace(emphasis="", color=QUIET, fill_color=SHADE, size_pt=SMALL),
        ) as table:
            for cells in (heads, *rows):
                table.row(tuple(cells))
        self.ln(4)

    def sums(self, rows: Iterable[tuple[str, str]]) -> None:
        """Labels and amounts at the right edge."""
        for label, said in rows:
            self._pen(PLAIN, QUIET)
            self.cell(WIDTH - 44, 6, label, align="R")
            self._pen(PLAIN + 0.5)
            self.cell(44, 6, said, align="R", new_x="LMARGIN", new_y="NEXT")
        self.ln(4)

    def words(self, said: str) -> None:
        """A paragraph in small print."""
        self._pen(SMALL, QUIET)
        self.multi_cell(WIDTH, 5, said, align="L", new_x="LMARGIN", new_y="NEXT")

    def lines_to_sign(self, labels: Sequence[str]) -> None:
        """A line with room above it for each of these."""
        self.ln(16)
        self._pen(SMALL, QUIET)
        wide = WIDTH / len(labels)
        for label in labels:
            x, y = self.get_x(), self.get_y()
            self.line(x, y, x + wide - 8, y)
            self.cell(wide, 6, label)
        self.ln(8)

    def as_bytes(self) -> bytes:
        """The whole file."""
        return bytes(self.output() or b"")

    def _pen(self, size: float, colour: tuple[int, int, int] = (20, 20, 20)) -> None:
        self.set_font(FAMILY, size=size)
        self.set_text_color(*colour)
