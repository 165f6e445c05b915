"""One table of the month's workbook as cells: heading, rows, a total by formula, and a check against the books."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from operator import itemgetter
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from garage.domain.month_tables import Column, Sums
from garage.i18n import N_, Words
from garage.reports.month_column import MonthColumn, MonthTable
from garage.reports.sheet import is_plain, set_words, width_of

FORMATS = {
    "money": '#,##0.00;[Red]-#,##0.00;"–"',
    "day": "yyyy-mm-dd",
    "moment": "yy-mm-dd hh:mm",
    "percent": "0.00%",
    "hours": "#,##0.00",
    "quantity": "#,##0.###",
    "count": "#,##0",
    "score": "0.00",
    "times": "0.00",
}
SCALES = {"money": 100, "hours": 100, "quantity": 1000, "percent": 10_000, "score": 100, "times": 100}
"""What a stored value is divided by; a quotient of two whole numbers is written with all its decimals."""
_SCALED = frozenset(SCALES) | {"count"}
_SUMS = (N_("Total"), N_("As the books say"), N_("Difference"))
_STYLED = frozenset({"money", "day", "moment"})
_RIGHT = frozenset({"money", "hours", "quantity", "count", "percent"})
_SHOWN = {
    "money": ",.2f",
    "hours": ",.2f",
    "quantity": ",.3f",
    "percent": ".2%",
    "score": ".2f",
    "times": ".2f",
}
_MEASURED = 200
"""Rows that decide how wide a column of words is; of figures all rows do."""
_NARROWEST, _WIDEST = 6, 30
_DIGIT = 1.15
"""How wide a bold digit may be: a program without our font takes one whose figures are wider."""
_A4 = 9
_READABLE = 240
"""Characters across a page of A4 on its side that can still be read; a wider table goes over several pages."""
_WATCH_EVERY = 200

_THIN = Side(style="thin", color="9AA5AE")


def _font(**look: Any) -> Font:
    """The workbook's own font: one without a name is whatever a program likes."""
    return Font(name="Calibri", family=2, scheme="minor", **{"size": 11, **look})


_GREY = _font(color="5F6D7C")
HEAD = {
    "font": _font(bold=True),
    "fill": PatternFill("solid", fgColor="E8ECEF"),
    "border": Border(bottom=_THIN),
}
TITLE = {"font": _font(bold=True, size=14)}
ABOUT = {"font": _GREY}
TOTAL = {"font": _font(bold=True), "border": Border(top=_THIN)}
BOOKS = {"font": _GREY}
_LEFT = {"alignment": Alignment(horizontal="left")}
_RED = PatternFill("solid", bgColor="F4B6B6")
_WRONG = {"font": Font(bold=True, color="9C1C1C"), "fill": _RED}


@dataclass
class Place:
    """Where a table came to stand: its rows, the cells of its totals, and those of its differences."""

    sheet: str
    first: int = 0
    last: int = 0
    rows: int = 0
    totals: dict[str, str] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    def cell(self, address: str) -> str:
        """An address on this sheet as another sheet names it."""
        quoted = self.sheet.replace("'", "''")
        return f"'{quoted}'!{address}"


class Page:
    """A sheet that is written from its top to its bottom; knows how far it has come."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.row = 0

    def put(self, cells: Sequence[Any]) -> int:
        """Write one row; returns its number."""
        self.sheet.append(cells)
        self.row += 1
        return self.row

    def cell(self, value: object, shape: str = "", style: Mapping[str, Any] | None = None) -> Any:
        """A cell with a number, a day or a text, never a formula."""
        made = WriteOnlyCell(self.sheet, None if isinstance(value, str) else value)
        if isinstance(value, str):
            set_words(made, value)
        return self._dress(made, shape, style)

    def formula(self, text: str, shape: str = "", style: Mapping[str, Any] | None = None) -> Any:
        """A cell with a formula of ours."""
        return self._dress(WriteOnlyCell(self.sheet, text), shape, style)

    def _dress(self, cell: Any, shape: str, style: Mapping[str, Any] | None) -> Any:
        if shape:
            cell.number_format = shape
        for name, dressing in (style or {}).items():
            setattr(cell, name, dressing)
        return cell

    def redden(self, cells: str) -> None:
        """Let what is not zero among these cells be seen."""
        rule = CellIsRule(operator="notBetween", formula=["-0.004", "0.004"], **_WRONG)
        self.sheet.conditional_formatting.add(cells, rule)

    def lay_out(self, widths: Sequence[float], head: int, pinned: int, *, again: bool = True) -> None:
        """What Excel has to know before the first row: widths, what stays in sight, and how it is printed.

        The heading is printed on every page when `again`.
        """
        sheet = self.sheet
        for place, width in enumerate(widths):
            sheet.column_dimensions[get_column_letter(place + 1)].width = width
        sheet.freeze_panes = f"{get_column_letter(pinned + 1)}{head + 1}"
        if again:
            sheet.print_title_rows = f"{head}:{head}"
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.orientation = "landscape"
        pages = max(1, round(sum(widths) / _READABLE))
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
        if pages > 1:
            sheet.print_title_cols = f"A:{get_column_letter(pinned)}"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.HeaderFooter.oddFooter.center.text = "&P / &N"
        sheet.HeaderFooter.oddFooter.left.text = "&A"
        for edge in ("left", "right"):
            setattr(sheet.page_margins, edge, 0.4)


Watch = Callable[[], object]


class TableWriter:
    """Writes the rows of one table on a page, and remembers where its sums stand."""

    def __init__(self, table: MonthTable, words: Words, books: Sums) -> None:
        self.table, self._words, self._books = table, words, books
        self.titles = [words(column.title) for column in table.columns]

    def widths(self, rows: Sequence[Sequence[object]]) -> list[float]:
        """Wide enough for the words of the first rows, for every figure and for the sums; long headings are broken."""
        widths = []
        for place, column in enumerate(self.table.columns):
            longest_word = max(map(width_of, self.titles[place].split()), default=0.0)
            words = max(self._words_of(place, column, rows), width_of(self.titles[place]) / 2, longest_word)
            figures = figures_width(column.kind, self._figures(place, column, rows))
            widths.append(max(_NARROWEST, min(words + 2, _WIDEST), figures))
        return widths

    def _words_of(self, place: int, column: MonthColumn, rows: Sequence[Sequence[object]]) -> float:
        """The widest text of a column; where a sum stands beside them, what the rows of sums are called counts."""
        beside = not place and len(self.table.columns) > 1 and self.table.columns[1].total
        found = [width_of(self._words(label)) for label in _SUMS] if beside else []
        if column.kind in _SCALED:
            return max(found, default=0.0)
        spoken = {stored: self._words(msgid) for stored, msgid in column.spoken.items()}
        found += [_wide(column, row[place], spoken) for row in islice(rows, _MEASURED)]
        return max(found, default=0.0)

    def _figures(self, place: int, column: MonthColumn, rows: Sequence[Sequence[Any]]) -> list[float]:
        """The largest and the least value of a column, what they make together, and what the books say they do."""
        if column.kind not in _SCALED:
            return []
        values = list(filter(None, map(itemgetter(place), rows)))
        found = [max(values), min(values)] if values else []
        if column.total:
            found += [sum(values), self._books.get(_key(self.table, column)) or 0]
        return found

    def write(self, page: Page, rows: Sequence[Sequence[object]], watch: Watch) -> Place:
        """Heading, rows, totals, what the books say, and the difference, which has to be nothing."""
        self._head(page)
        place = Place(page.sheet.title, page.row + 1, page.row + len(rows), len(rows))
        fill = [_filler(page, column, self._words) for column in self.table.columns]
        for nth, row in enumerate(rows):
            page.put([one(value) for one, value in zip(fill, row, strict=True)])
            if not nth % _WATCH_EVERY:
                watch()
        if not rows:
            page.put([page.cell(self._words(N_("Nothing in this month.")), style=ABOUT)])
            place.first, place.last = page.row, page.row
        if any(column.total for column in self.table.columns):
            self._sums(page, place)
        return place

    def _head(self, page: Page) -> None:
        page.sheet.row_dimensions[page.row + 1].height = 32
        cells = []
        for column, title in zip(self.table.columns, self.titles, strict=True):
            cell = page.cell(title, style=HEAD)
            side = "right" if column.kind in _RIGHT else "left"
            cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
            cells.append(cell)
        page.put(cells)

    def _sums(self, page: Page, place: Place) -> None:
        """Three rows below the table; only sums that the books know are compared."""
        total, books, difference = page.row + 1, page.row + 2, page.row + 3
        label = dict(zip((total, books, difference), map(self._words, _SUMS), strict=True))
        lines: dict[int, list[Any]] = {row: [None] * len(self.table.columns) for row in label}
        styles = {total: TOTAL, books: BOOKS, difference: BOOKS}
        for nth, column in enumerate(self.table.columns):
            if not column.total:
                continue
            letter, shape = get_column_letter(nth + 1), FORMATS[column.kind]
            place.totals[column.name] = f"${letter}${total}"
            summed = f"=SUM({letter}{place.first}:{letter}{place.last})"
            lines[total][nth] = page.formula(summed, shape, TOTAL)
            known = self._books.get(_key(self.table, column))
            if known is not None:
                lines[books][nth] = page.cell(known / SCALES.get(column.kind, 1), shape, BOOKS)
                gap = f"=ROUND({letter}{total}-{letter}{books},3)"
                lines[difference][nth] = page.formula(gap, shape, BOOKS)
                place.differences.append(f"${letter}${difference}")
        for row, cells in lines.items():
            if row != total and not place.differences:
                continue
            cells[0] = cells[0] or page.cell(label[row], style=styles[row])
            page.put(cells)
        if place.differences:
            page.redden(f"A{difference}:{get_column_letter(len(self.table.columns))}{difference}")


def _key(table: MonthTable, column: MonthColumn) -> Column:
    return table.table, column.name


def _filler(page: Page, column: MonthColumn, words: Words) -> Callable[[Any], Any]:
    """How the values of a column become cells; a cell that needs a look is used again in every row.

    What openpyxl takes for what it is goes to it as it is: that is several times quicker. A count of nothing stays
    empty, so that what counts is seen.
    """
    if column.kind == "text":
        return _texts(page, {stored: words(msgid) for stored, msgid in column.spoken.items()})
    scale = SCALES.get(column.kind)
    if column.kind not in _STYLED:
        if column.total and scale is None:
            return lambda value: value or None
        return (lambda value: None if value is None else value / scale) if scale else (lambda value: value)
    kept = page.cell(None, FORMATS[column.kind], {} if column.kind == "money" else _LEFT)

    def styled(value: Any) -> Any:
        if value is None:
            return None
        kept.value = value / scale if scale else value
        return kept

    return styled


def _texts(page: Page, spoken: Mapping[str, str]) -> Callable[[Any], Any]:
    def said(value: Any) -> Any:
        text = spoken.get(value, value)
        if not text:
            return None
        return text if is_plain(text) else page.cell(text)

    return said


def _wide(column: MonthColumn, value: object, spoken: Mapping[str, str]) -> float:
    if value is None:
        return 0.0
    if column.kind == "day":
        return 10.0
    if column.kind == "moment":
        return 13.0
    return width_of(spoken.get(str(value), str(value)))


def figures_width(kind: str, values: Iterable[float]) -> float:
    """How wide a column of these stored values has to be; a narrower one shows crosses instead of figures."""
    shown = (f"{value / SCALES.get(kind, 1):{_SHOWN.get(kind, ',')}}" for value in values)
    return max(map(len, shown), default=0) * _DIGIT + 2


def together(widths: Iterable[Sequence[float]]) -> list[float]:
    """The widths of a sheet of several tables: each of its columns as wide as the widest of them needs it."""
    return [max(column) for column in zip_longest(*widths, fillvalue=0.0)]
