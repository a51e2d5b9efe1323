"""Rows of many tables gathered and written at once, with the ledger's own triggers chaining its facts."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from operator import itemgetter

from django.db.models import Model

from aftercare.domains.fieldwork.models import RecordCost, RecordPart
from aftercare.kit.copying import Values, check_now, columns_of, copy_rows, know_table, values_of
from aftercare.kit.models import LedgerEntry

LINES = (RecordPart, RecordCost)


class Load:
    """What is to be written; a row is kept as its values, so that many fit."""

    def __init__(self) -> None:
        self.rows: dict[type[Model], list[Values]] = defaultdict(list)
        self.facts: list[tuple[datetime, Values]] = []

    def add(self, rows: Iterable[Model]) -> None:
        """Keep rows of any tables."""
        for row in rows:
            self.rows[type(row)].append(values_of(row))

    def tell(self, facts: Iterable[LedgerEntry]) -> None:
        """Keep facts; those of one subject come in their order."""
        self.facts += [(fact.at, values_of(fact)) for fact in facts]

    def write(self) -> int:
        """Write the rows table by table, then the ledger in the order of time; returns how many.

        Lines come before their records: an accepted record takes no further ones.
        """
        written = 0
        for model, rows in sorted(self.rows.items(), key=lambda table: table[0] not in LINES):
            written += copy_rows(model._meta.db_table, columns_of(model), rows)
        check_now()
        self.facts.sort(key=itemgetter(0))
        written += copy_rows(
            LedgerEntry._meta.db_table, columns_of(LedgerEntry), (values for _at, values in self.facts)
        )
        know_table(LedgerEntry._meta.db_table)  # each row looks for the one before it
        self.rows.clear()
        self.facts.clear()
        return written
