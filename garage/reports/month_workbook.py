"""The month's workbook: twenty sheets whose totals are formulas, each with a check against the books (H1)."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from garage import i18n
from garage.domain.month_tables import MonthHead, Table
from garage.i18n import Words
from garage.reports import month_columns_care, month_columns_goods, month_columns_work
from garage.reports.month_charts import Charts
from garage.reports.month_column import MonthTable
from garage.reports.month_sheet import ABOUT, TITLE, Page, Place, TableWriter, together
from garage.reports.month_summary import Summary
from garage.reports.sheet import written_whole

SHEETS: tuple[tuple[Table, ...], ...] = (
    (Table.SUMMARY, Table.DAYS),
    (Table.ORDERS,),
    (Table.LABOUR,),
    (Table.PARTS,),
    (Table.MONEY,),
    (Table.DEBTS,),
    (Table.REDUCED,),
    (Table.STOCK,),
    (Table.GOODS, Table.SUPPLIERS),
    (Table.COUNTS,),
    (Table.SHELF,),
    (Table.OLD_PARTS,),
    (Table.CLAIMS,),
    (Table.REWORKS,),
    (Table.MECHANICS,),
    (Table.CALLS, Table.TOPICS),
    (Table.COMPLAINTS,),
    (Table.CHANGES,),
    (Table.DUE,),
    (Table.RECORDS,),
)
"""The tables of each sheet, in the order of DOMAIN §5."""

TABLES: dict[Table, MonthTable] = {
    one.table: one
    for one in (*month_columns_work.TABLES, *month_columns_goods.TABLES, *month_columns_care.TABLES)
}
Read = Callable[[Table], Sequence[tuple[Any, ...]]]
Watch = Callable[[int, int, str], object]


def write_month(path: Path, head: MonthHead, read: Read, language: str, watch: Watch | None = None) -> int:
    """Write the workbook whole or not at all, and say how many rows it holds.

    `read` gives the rows of a table, one table at a time; `watch` is told (sheets done, sheets, the sheet's name) and
    may raise to stop. Raises MachineError when the file cannot be written.
    """
    with written_whole(path) as part:
        return _Book(head, language, watch or _nobody).write(part, read)


def _nobody(_done: int, _all: int, _name: str) -> None:
    """Nobody watches."""


class _Book:
    """The sheets are made first, for their order, and the summary is written last: it needs to know every total."""

    def __init__(self, head: MonthHead, language: str, watch: Watch) -> None:
        self._head, self._watch, self._language = head, watch, language
        self._words: Words = i18n.words(language)
        self._book = Workbook(write_only=True)
        self._book.calculation.fullCalcOnLoad = True
        self._places: dict[Table, Place] = {}
        self._pages = [Page(self._book.create_sheet(name)) for name in sheet_names(self._words)]
        self._rows = 0

    def write(self, path: Path, read: Read) -> int:
        """Fill every sheet, save, and say how many rows there are."""
        try:
            for place, tables in enumerate(SHEETS[1:], 1):
                self._sheet(place, tables, read)
            self._summarise(read)
            self._book.save(path)
        finally:
            self._let_go()
        return self._rows

    def _sheet(self, place: int, tables: tuple[Table, ...], read: Read) -> None:
        page, name = self._pages[place], self._pages[place].sheet.title

        def watch() -> None:
            self._watch(place - 1, len(SHEETS), name)

        watch()
        found = [
            (TableWriter(TABLES[table], self._words, self._head.compared.this), read(table))
            for table in tables
        ]
        main = found[0][0]
        widths = together(writer.widths(its_rows) for writer, its_rows in found)
        page.lay_out(widths, head=4, pinned=main.table.pinned)
        self._say(
            page, self._words(main.table.title), self._words(main.table.about) if main.table.about else ""
        )
        for nth, (writer, its_rows) in enumerate(found):
            if nth:
                page.put([])
                page.put([page.cell(self._words(writer.table.title), style=TITLE)])
            self._places[writer.table.table] = writer.write(page, its_rows, watch)
            self._rows += len(its_rows)
        first = self._places[tables[0]]
        if first.rows:
            page.sheet.auto_filter.ref = f"A4:{get_column_letter(len(main.table.columns))}{first.last}"

    def _say(self, page: Page, title: str, about: str) -> None:
        page.put([page.cell(title, style=TITLE)])
        page.put([page.cell(self._about(), style=ABOUT)])
        page.put([page.cell(about, style=ABOUT)] if about else [])

    def _about(self) -> str:
        return f"{self._head.garage} · {self._head.month} · {self._head.made_at:%Y-%m-%d %H:%M}"

    def _summarise(self, read: Read) -> None:
        page, days = self._pages[0], read(Table.DAYS)
        self._watch(len(SHEETS) - 1, len(SHEETS), page.sheet.title)
        summary = Summary(page, self._words, self._head.compared, self._places)
        writer = TableWriter(TABLES[Table.DAYS], self._words, self._head.compared.this)
        page.lay_out(together((summary.widths(), writer.widths(days))), head=4, pinned=1, again=False)
        self._say(page, summary.title, summary.about)
        summary.write_figures()
        page.sheet.row_breaks.append(Break(id=page.put([])))
        second_page = page.row + 2
        page.put([page.cell(self._words(writer.table.title), style=TITLE)])
        self._places[Table.DAYS] = writer.write(page, days, lambda: None)
        page.put([])
        summary.write_checks(self._places, [page.sheet.title for page in self._pages])
        Charts(self._book, self._words, self._places, summary.figure_rows).draw(page.sheet, second_page)

    def _let_go(self) -> None:
        """What was not written to the end stands in files of its own that nobody else would take away."""
        for sheet in self._book.worksheets:
            if not sheet.closed:
                sheet.close()
                sheet._writer.cleanup()  # noqa: SLF001 - `save` does the same


def sheet_names(words: Words) -> list[str]:
    """What the sheets are called: their number and their title."""
    titles = [Summary.TITLE, *(TABLES[tables[0]].title for tables in SHEETS[1:])]
    return [f"{nth} {words(title)}" for nth, title in enumerate(titles, 1)]
