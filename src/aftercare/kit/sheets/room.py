"""How much room the cells of a workbook's sheet take in memory, told before it is taken."""

from xml.parsers import expat

FILLS = ("v", "is", "f")  # a cell without any of these is a format alone


def cells_between(words: bytes) -> int:
    """How many cells lie between the first and the last filled one; ValueError where these bytes are no sheet.

    A workbook's reader makes room for every cell in that rectangle, filled or not.
    """
    sheet, parser = _Sheet(), expat.ParserCreate()
    parser.StartElementHandler = sheet.begin
    parser.ordered_attributes = True
    try:
        parser.Parse(words, True)
    except expat.ExpatError as broken:
        raise ValueError(str(broken)) from broken
    return sheet.cells()


class _Sheet:
    """Where the parser is, and the columns that are filled in each row as far as they are the outermost."""

    def __init__(self) -> None:
        self.row, self.column, self.place = 0, 0, ""
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.numbers: dict[str, int] = {}

    def begin(self, name: str, attributes: list[str]) -> None:
        """An element begins."""
        if name == "c" or name.endswith(":c"):
            place = next((attributes[n + 1] for n in range(0, len(attributes), 2) if attributes[n] == "r"), "")
            letters = place.rstrip("0123456789")
            if letters:
                self.row = int(place[len(letters) :])
                self.column = self.numbers.get(letters) or self.numbers.setdefault(letters, _number(letters))
            else:
                self.column += 1
        elif name.rpartition(":")[2] in FILLS:
            self.rows.add(self.row)
            self.columns.add(self.column)
        elif name == "row" or name.endswith(":row"):
            told = dict(zip(attributes[::2], attributes[1::2], strict=True))
            self.row, self.column = int(told.get("r", self.row + 1)), 0

    def cells(self) -> int:
        """The size of the rectangle."""
        if not self.rows:
            return 0
        return (max(self.rows) - min(self.rows) + 1) * (max(self.columns) - min(self.columns) + 1)


def _number(letters: str) -> int:
    """A column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
