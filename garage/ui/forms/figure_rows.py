"""What a figure is made of: the rows of the books behind it, document or parts of one by Enter, all by F12 (G7)."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from garage.domain.money import format_plain
from garage.domain.month_of_year import Month
from garage.domain.month_tables import KeyFigure, Table
from garage.domain.numbers import read_number
from garage.domain.quantities import format_hours, format_quantity
from garage.domain.summaries import SummaryPeriod, figures_of
from garage.domain.summary_words import say_period, told
from garage.i18n import _
from garage.reports import month_columns_care, month_columns_goods, month_columns_work
from garage.reports.month_column import MonthColumn, MonthTable
from garage.services import figure_rows, figure_traces, orders
from garage.services.figure_rows import Behind
from garage.ui.desk import Desk
from garage.ui.forms.figure_traces import FigureTraces
from garage.ui.forms.months_reading import month_by_month
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.kit.task import Task

TABLES: dict[Table, MonthTable] = {
    one.table: one
    for one in (*month_columns_work.TABLES, *month_columns_goods.TABLES, *month_columns_care.TABLES)
}
NUMBERS = ("no", "order_no", "document", "claim_no")
"""Where a row names its document, the first that is one."""
_WORDS = frozenset({"text", "day", "moment"})
_WIDTHS = {"text": 118, "day": 100, "moment": 134}
_FIGURE_WIDTH, _NUMBER_WIDTH = 104, 136
_SHOWN: dict[Table, tuple[str, ...]] = {
    Table.ORDERS: ("no", "plate", "customer", "advisor", "promised_at", "ready_at", "left_at", "slip_no"),
    Table.COMPLAINTS: ("no", "received_at", "category", "customer", "plate", "order_no", "content", "state"),
    Table.CALLS: ("order_no", "customer", "plate", "due_on", "late_after", "done_at", "state", "caller"),
}
"""The columns of words in sight; elsewhere all of them. The workbook has every one."""


class FigureRows(FormDialog):
    """`document_asked` carries the number of the document under the bar, once the list is closed.

    `file_asked` carries whose file it is, "customer" or "vehicle" and its id. A row that is itself a sum opens what it is
    the sum of. `rows` are those behind the figure, where they were read already.
    """

    document_asked = Signal(str)
    file_asked = Signal(str, int)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        key: str,
        period: SummaryPeriod,
        rows: Sequence[Behind] | None = None,
    ) -> None:
        figure = figures_of(period.kind)[key]
        about = _("{period}: what this figure is made of. Enter leads on, F12 writes it to Excel.")
        super().__init__(parent, _(figure.name), about.format(period=say_period(period)), width=1140)
        self.setObjectName("figure_rows")
        self.figure = figure
        self.rows = figure_rows.behind(key, period, desk.now()) if rows is None else rows
        table = TABLES[figure_rows.table_of(figure)]
        self.list = ListView(name="figure_rows_list", title=f"{_(figure.name)} {period}")
        counted = [(place, one.row) for place, one in enumerate(self.rows)]
        model = KeysetModel(
            _columns(table, figure),
            lambda _cursor, _limit: Page(counted, None),
            lambda one: one[0],
            parent=self,
        )
        self.list.set_model(model)
        self.list.sheet = [_column(column) for column in table.columns]
        self.list.describe = lambda: _(table.title)
        self.list.set_empty(_("Nothing was counted for this figure."))
        self.list.setMinimumHeight(380)
        self.list.opened.connect(self._open)
        self.add_widget(self.list, 1)
        self.add_widget(self.list.footer)
        self.save_button.hide()
        self.say_at_foot(_sums(figure, [one.row for one in self.rows]))

    def load(self) -> None:
        self.list.rows().reload()
        if self.rows:
            self.list.selectRow(0)
        self.list.setFocus()

    def _open(self, one: tuple[int, Any]) -> None:
        behind = self.rows[one[0]]
        file = figure_traces.file_of(behind.row, behind.ref)
        if number := number_of(behind.row):
            self._lead(number)
        elif file is not None:
            self.accept()
            self.file_asked.emit(*file)
        elif traces := figure_traces.traces(self.figure, behind):
            form = FigureTraces(self, self.figure, behind, traces)
            form.document_asked.connect(self._lead)
            form.finished.connect(form.deleteLater)
            form.open()

    def _lead(self, number: str) -> None:
        self.accept()
        self.document_asked.emit(number)


def number_of(row: Any) -> str:
    """The number of the document that a row tells of, "" where it names none."""
    named = (getattr(row, name, "") for name in NUMBERS)
    return next((no for no in named if isinstance(no, str) and read_number(no) is not None), "")


def open_rows(desk: Desk, page: Any, key: str, period: SummaryPeriod) -> Task | None:
    """Show the list over a page, whose `order_opened`, `document_asked` or `file_asked` is told what is opened there.

    The months of a year are read one after the other, with a way to stop; the task of that.
    """

    def go(number: str) -> None:
        order = orders.order_of_number(number)
        if order is not None:
            page.order_opened.emit(order)
        else:
            page.document_asked.emit(number)

    def show(found: dict[Month, list[Behind]]) -> None:
        rows = figure_rows.in_order(key, period, chain.from_iterable(found.values()))
        form = FigureRows(desk, page, key, period, rows)
        form.document_asked.connect(go)
        form.file_asked.connect(page.file_asked)
        form.finished.connect(form.deleteLater)
        form.open()

    now = desk.now()
    months = figure_rows.months_behind(key, period, now.date())
    return month_by_month(page, months, lambda month: figure_rows.of_month(key, period, month, now), show)


def _sums(figure: KeyFigure, rows: Sequence[Any]) -> str:
    """What the rows come to: what was counted, and of a share of how much."""
    table = figure_rows.table_of(figure)

    def added(columns: Sequence[tuple[Table, str]]) -> int:
        return sum(getattr(row, name, 0) or 0 for row in rows for of, name in columns if of is table)

    if not figure.under:
        return _("Together {sum}").format(sum=told(figure, added(figure.over)))
    if figure.unit == "percent" and all(of is table for of, _name in (*figure.over, *figure.under)):
        over, under = added(figure.over), added(figure.under)
        if all(name.endswith("_fen") for _of, name in figure.over):
            return f"{format_plain(over)} / {format_plain(under)}"
        return _("{n} of {all}").format(n=over, all=under)
    return ""


def _columns(table: MonthTable, figure: KeyFigure) -> list[Column]:
    """Words first, then the columns that are summed."""
    names = figure_rows.columns_of(figure)
    words = _SHOWN.get(table.table) or [one.name for one in table.columns if one.kind in _WORDS]
    by_name = {one.name: one for one in table.columns}
    shown = [name for name in words if name not in names]
    return [_column(by_name[name]) for name in (*shown, *names) if name in by_name]


def _column(column: MonthColumn) -> Column:
    spoken = {stored: _(msgid) for stored, msgid in column.spoken.items()}
    words = column.kind in _WORDS

    def text(one: tuple[int, Any]) -> str:
        return _said(column, getattr(one[1], column.name), spoken)

    width = _NUMBER_WIDTH if column.name in NUMBERS else _WIDTHS.get(column.kind, _FIGURE_WIDTH)
    side = "left" if words else "right"
    return Column(column.name, _(column.title), width, side, text, total=column.total)  # type: ignore[arg-type]


def _said(column: MonthColumn, value: Any, spoken: dict[str, str]) -> str:
    if value is None:
        return ""
    kind = column.kind
    if kind == "moment":
        return f"{value:%Y-%m-%d %H:%M}"
    if kind == "day":
        return f"{value:%Y-%m-%d}"
    if kind == "money":
        return format_plain(value)
    if kind == "quantity":
        return format_quantity(value)
    if kind == "hours":
        return format_hours(value)
    if kind == "count":
        return f"{value:,}" if value else ""
    return spoken.get(str(value), str(value))
