"""What tests of a month ask for: where its tables and its books differ, and sums of its rows."""

from datetime import datetime

from garage.domain.month_of_year import Month
from garage.domain.month_tables import Column, Table
from garage.services import month_figures

NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)
TABLES = tuple(table for table in Table if table is not Table.SUMMARY)


def added_up(table: Table, month: Month, now: datetime, column: str) -> int:
    """The sum of a column over the rows of a table."""
    return sum(getattr(row, column) or 0 for row in month_figures.rows(table, month, now))


def differences(month: Month, now: datetime) -> dict[Column, tuple[int, int]]:
    """{column: (sum of its rows, what the books say)} where the two are not the same."""
    books = month_figures.sums(month, now)
    found = {
        (table, column): (added_up(table, month, now, column), said)
        for (table, column), said in books.items()
    }
    return {key: pair for key, pair in found.items() if pair[0] != pair[1]}
