"""How a line of the log is written."""

import logging
import re

# What PostgreSQL adds to an error repeats the row that was refused, with the words people typed into it.
ENDS = r"^(?:HINT:|QUERY:|Traceback |The above exception |During handling )"
DETAIL = re.compile(rf"^(?:DETAIL|CONTEXT): .*?(?={ENDS}|\Z)", re.MULTILINE | re.DOTALL)


class Line(logging.Formatter):
    """A line of the log, with its traceback, without the details of what the database refused."""

    def format(self, record: logging.LogRecord) -> str:
        return DETAIL.sub("", super().format(record))
