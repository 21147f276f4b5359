"""Rows of tables for other programs (CSV, RFC 4180), of which no spreadsheet may take a cell for a formula.

What stands in a table is the matter of whoever writes it.
"""

import csv
import io
from collections.abc import Iterable

# What spreadsheets read as the beginning of a formula; some take the wide signs of Asian keyboards for the same.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def table_row(cells: Iterable[object]) -> str:
    """One row with its line end; each cell as `harmless` text."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(harmless(str(cell)) for cell in cells)
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, also behind blanks, which some leave out."""
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell
