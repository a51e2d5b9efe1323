"""Files of records: what other systems and spreadsheets hold, taken in by rows, and given out as rows.

Nouns: import (a file with the meaning of its columns, checked, carried out and undone as a whole), row, remembered
columns. Events: an import was uploaded, checked, begun, done, stopped, undone. The rows themselves are written by the
rooms they belong to, through their own commands.
"""
