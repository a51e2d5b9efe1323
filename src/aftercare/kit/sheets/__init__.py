"""Tables as files: `read_sheet` takes in what people and programs write, `write_csv` and `write_workbook` give out.

A cell that a spreadsheet would compute leaves with an apostrophe before it and comes back without.
"""

from aftercare.kit.sheets.reading import Sheet, read_sheet
from aftercare.kit.sheets.writing import CONTENT_TYPES, harmless, write_csv, write_workbook

__all__ = ["CONTENT_TYPES", "Sheet", "harmless", "read_sheet", "write_csv", "write_workbook"]
