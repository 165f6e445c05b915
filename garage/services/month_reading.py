"""A month read table by table as the books stood when the reading began, however long the writing takes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import peewee

from garage.domain.month_of_year import Month
from garage.domain.month_tables import MonthHead, Table
from garage.models.database import Standing, machine_error
from garage.services import month_figures


class MonthReading:
    """On the thread that works with the database; close it when the workbook is written, or given up."""

    head: MonthHead

    def __init__(self, month: Month, now: datetime) -> None:
        """Raises MachineError when the database cannot work now."""
        self.month, self._now = month, now
        try:
            self._books = Standing()
            with self._books.bound():
                self.head = month_figures.head(month, now)
        except peewee.DatabaseError as error:
            raise machine_error(error) or error from error

    def rows(self, table: Table) -> Sequence[tuple[Any, ...]]:
        """Every row of a table; raises MachineError when the database cannot work now."""
        try:
            with self._books.bound():
                return month_figures.rows(table, self.month, self._now)
        except peewee.DatabaseError as error:
            raise machine_error(error) or error from error

    def close(self) -> None:
        """Let go of the books."""
        self._books.close()
