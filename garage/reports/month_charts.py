"""Excel's own charts on the summary of the month's workbook, drawn from the cells of its sheets (H2)."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference, Series

from garage.domain.month_tables import Table
from garage.i18n import N_, Words
from garage.reports.month_sheet import Place

_WIDE, _HIGH = 17, 7.2
"""Centimetres."""
_ROWS = 15
"""Rows that a chart takes."""
_ON_A_PAGE = 3
_COLUMN = "J"
_HEAD = 4
_BLUE, _GREEN, _GREY = "1A66C9", "1D7F46", "9AA7B5"
_GAP = 60


class Charts:
    """Each chart reads ranges of the workbook, so that it follows whoever changes a cell."""

    def __init__(
        self, book: Workbook, words: Words, places: Mapping[Table, Place], figures: Mapping[str, int]
    ) -> None:
        self._summary = book.worksheets[0].title
        self._words, self._places, self._figures = words, places, figures

    def draw(self, sheet: Any, second_page: int) -> None:
        """Put them beside the figures, the last ones beside the days; what has no rows has no chart."""
        charts = [
            self._of_rows(BarChart(), N_("Revenue by day"), Table.DAYS, {"E": N_("Revenue")}, (_BLUE,)),
            self._of_rows(
                LineChart(),
                N_("Cars by day"),
                Table.DAYS,
                {"B": N_("Cars in"), "C": N_("Cars out")},
                (_BLUE, _GREEN),
            ),
            self._months(),
            self._methods(),
            self._of_rows(
                BarChart(),
                N_("Hours of the mechanics"),
                Table.MECHANICS,
                {"D": N_("Hours billed"), "F": N_("Hours clocked")},
                (_BLUE, _GREY),
            ),
            self._of_rows(
                BarChart(),
                N_("Satisfaction by topic"),
                Table.TOPICS,
                {"D": N_("Satisfaction (of 5)")},
                (_GREEN,),
            ),
        ]
        for nth, chart in enumerate(one for one in charts if one is not None):
            page, place = divmod(nth, _ON_A_PAGE)
            sheet.add_chart(chart, f"{_COLUMN}{(second_page if page else _HEAD) + place * _ROWS}")

    def _of_rows(
        self, chart: Any, title: str, table: Table, columns: Mapping[str, str], colours: Sequence[str]
    ) -> Any:
        """Columns of a table over its first one."""
        place = self._places[table]
        if not place.rows:
            return None
        ranges = [
            (f"{letter}{place.first}:{letter}{place.last}", self._words(name))
            for letter, name in columns.items()
        ]
        return self._dressed(chart, title, place.sheet, f"A{place.first}:A{place.last}", ranges, colours)

    def _months(self) -> Any:
        """Labour, parts and other fees of the three months beside each other."""
        first, last = self._figures["labour"], self._figures["other"]
        months = {"B": N_("This month"), "C": N_("Last month"), "E": N_("A year ago")}
        ranges = [(f"{letter}{first}:{letter}{last}", self._words(name)) for letter, name in months.items()]
        colours = (_BLUE, _GREY, "C9D3DD")
        return self._dressed(
            BarChart(), N_("Labour and parts"), self._summary, f"A{first}:A{last}", ranges, colours
        )

    def _methods(self) -> Any:
        """What came in by each method: the totals of the receipts."""
        place = self._places[Table.MONEY]
        if not place.rows:
            return None
        first, last = place.totals["cash_fen"], place.totals["transfer_fen"]
        heads = f"{first.rsplit('$', 1)[0]}${_HEAD}:{last.rsplit('$', 1)[0]}${_HEAD}"
        values = [(f"{first}:{last}", self._words(N_("Money received")))]
        return self._dressed(BarChart(), N_("Money by method"), place.sheet, heads, values, (_GREEN,))

    def _dressed(
        self,
        chart: Any,
        title: str,
        sheet: str,
        names: str,
        ranges: Sequence[tuple[str, str]],
        colours: Sequence[str],
    ) -> Any:
        chart.title = self._words(title)
        chart.width, chart.height = _WIDE, _HIGH
        for (cells, name), colour in zip(ranges, colours, strict=True):
            series = Series(_range(sheet, cells), title=name)
            if isinstance(chart, BarChart):
                series.graphicalProperties.solidFill = colour
            else:
                series.smooth = False
            series.graphicalProperties.line.solidFill = colour
            chart.series.append(series)
        chart.set_categories(_range(sheet, names))
        chart.legend = chart.legend if len(ranges) > 1 else None
        if chart.legend is not None:
            chart.legend.position = "b"
        if isinstance(chart, BarChart):
            chart.gapWidth = _GAP
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.y_axis.numFmt = "#,##0"
        chart.x_axis.number_format = "d" if names.startswith("A") and sheet == self._summary else "General"
        return chart


def _range(sheet: str, cells: str) -> Reference:
    """Cells of a sheet, with the marks that a chart wants."""
    first, last = cells.replace("$", "").split(":")
    return Reference(range_string=f"'{sheet}'!{_fixed(first)}:{_fixed(last)}")


def _fixed(cell: str) -> str:
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"
