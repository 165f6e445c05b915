"""A list as an Excel workbook: numbers as numbers, days as days, and words as words whatever they begin with."""

import errno
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal
from unicodedata import east_asian_width

from garage.errors import MachineError
from garage.i18n import _

Kind = Literal["text", "money", "quantity", "hours", "count", "percent", "day", "moment", "shown", "figure"]

MOST_ROWS = 1_000_000
"""On one sheet; Excel takes 1 048 576. What is left goes on to the next."""
_MEASURED = 300
"""Rows that decide how wide a column is."""
_NARROWEST, _WIDEST = 6, 48
_A4 = 9
"""As Excel counts its papers."""
_PORTRAIT = 95
"""Characters that fit an upright A4 page in a size that can be read."""

_FORMATS = {
    "money": "#,##0.00",
    "count": "#,##0",
    "percent": "0.0%",
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
}
_PLACES = {"money": 2, "quantity": 3, "hours": 2, "percent": 4}
_RIGHT = frozenset({"money", "quantity", "hours", "count", "percent", "figure"})

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
_FIGURE = re.compile(r"([-−+]?)(¥?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?( ?%)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NAME = re.compile(r"[\\/*?:\[\]]")


@dataclass(frozen=True)
class SheetColumn:
    """One column and what its values are.

    "money" is integer fen, "quantity" milli-units, "hours" centi-hours, "percent" basis points, "count" a whole
    number, "day" a date, "moment" a datetime, "text" words. "shown" is what stands on the screen, where days are
    told by their look, and "figure" the same where also figures are. None is an empty cell. A `total` is summed
    below the rows, of those that the filter leaves.
    """

    title: str
    kind: Kind = "text"
    total: bool = False


def write_table(
    path: Path,
    title: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[object]],
    *,
    about: Sequence[str] = (),
    watch: Callable[[int], object] | None = None,
) -> int:
    """Write the workbook whole or not at all, and say how many rows it holds.

    `about` stands under the title, a line each; `watch` is told the number of rows so far and may raise to stop.
    `rows` may be endless in length: none is kept. Raises MachineError when the file cannot be written.
    """
    with written_whole(path) as part:
        return _Book(title, columns, about).write(part, rows, watch)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place at the end; what is open in Excel is found out at once."""
    part: Path | None = None
    try:
        if path.exists():
            path.open("r+b").close()
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as made:
            part = Path(made.name)
        yield part
        part.chmod(0o644)
        part.replace(path)
    except OSError as error:
        raise MachineError(
            _("The workbook could not be written: {path}").format(path=path),
            _what_to_do(error),
            {_("The system said"): error.strerror or str(error)},
        ) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _what_to_do(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return _("The disk is full: make room on it, or choose another folder.")
    return _("If it is open in Excel, close it there, or choose another name or folder.")


class _Book:
    """One workbook, written row by row; another sheet begins where Excel takes no more rows."""

    def __init__(self, title: str, columns: Sequence[SheetColumn], about: Sequence[str]) -> None:
        from openpyxl import Workbook  # noqa: PLC0415 - slow to load and first needed here
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

        self._title, self._columns, self._about = title, columns, about
        self._book = Workbook(write_only=True)
        thin = Side(style="thin", color="9AA5AE")
        self._styles = {
            "title": {"font": Font(bold=True, size=14)},
            "about": {"font": Font(color="666666")},
            "head": {
                "font": Font(bold=True),
                "fill": PatternFill("solid", fgColor="E8ECEF"),
                "border": Border(bottom=thin),
            },
            "total": {"font": Font(bold=True), "border": Border(top=thin)},
        }
        self._sides = {side: Alignment(horizontal=side, vertical="center") for side in ("left", "right")}
        self._heading = len(about) + 2
        """Line of the names of the columns."""

    def write(
        self, path: Path, rows: Iterable[Sequence[object]], watch: Callable[[int], object] | None
    ) -> int:
        """Fill it, save it, and say how many rows it holds."""
        coming = iter(rows)
        try:
            done = self._sheet(1, islice(coming, MOST_ROWS), 0, watch)
            while (first := next(coming, None)) is not None:
                number = done // MOST_ROWS + 1
                done += self._sheet(number, chain([first], islice(coming, MOST_ROWS - 1)), done, watch)
            self._book.save(path)
        finally:
            self._let_go()
        return done

    def _let_go(self) -> None:
        """What was not written to the end stands in files of its own that nobody else would take away."""
        for sheet in self._book.worksheets:
            if not sheet.closed:
                sheet.close()
                sheet._writer.cleanup()  # noqa: SLF001 - `save` does the same

    def _sheet(
        self,
        number: int,
        rows: Iterator[Sequence[object]],
        before: int,
        watch: Callable[[int], object] | None,
    ) -> int:
        name = _NAME.sub(" ", self._title).strip()[:26] or "1"
        sheet = self._book.create_sheet(name if number == 1 else f"{name} {number}")
        values = (self._values(row) for row in rows)
        measured = list(islice(values, _MEASURED))
        self._set_up(sheet, measured)
        self._say(sheet, [self._title], "title")
        for line in self._about:
            self._say(sheet, [line], "about")
        self._say(sheet, [column.title for column in self._columns], "head")
        count = 0
        for count, row in enumerate(chain(measured, values), 1):
            sheet.append([self._cell(sheet, *value) for value in row])
            if watch is not None and not count % 100:
                watch(before + count)
        self._close(sheet, count)
        return count

    def _values(self, row: Sequence[object]) -> list[tuple[object, str]]:
        return [value_of(column.kind, value) for column, value in zip(self._columns, row, strict=True)]

    def _set_up(self, sheet: Any, measured: Sequence[Sequence[tuple[object, str]]]) -> None:
        """Everything that Excel wants to know before the first row."""
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        whole = 0.0
        for place, column in enumerate(self._columns):
            words = [column.title, *(_words(*row[place]) for row in measured)]
            spare = 4.5 if column.total else 2.5  # sums are longer, the arrow of the filter needs room
            width = min(max(_NARROWEST, *map(width_of, words)) + spare, _WIDEST)
            sheet.column_dimensions[get_column_letter(place + 1)].width = width
            whole += width
        sheet.freeze_panes = f"A{self._heading + 1}"
        sheet.print_title_rows = f"{self._heading}:{self._heading}"
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.orientation = "portrait" if whole <= _PORTRAIT else "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.HeaderFooter.oddFooter.center.text = "&P / &N"
        for edge in ("left", "right"):
            setattr(sheet.page_margins, edge, 0.4)

    def _close(self, sheet: Any, count: int) -> None:
        """The sums, of what the filter leaves."""
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        last = get_column_letter(len(self._columns))
        sheet.auto_filter.ref = f"A{self._heading}:{last}{self._heading + count}"
        if not count or not any(column.total for column in self._columns):
            return
        cells = []
        for place, column in enumerate(self._columns):
            letter = get_column_letter(place + 1)
            range_ = f"{letter}{self._heading + 1}:{letter}{self._heading + count}"
            text = f"=SUBTOTAL(109,{range_})" if column.total else _("Total") if not place else None
            shape = _FORMATS.get(column.kind, "#,##0.00" if column.kind == "figure" else "")
            cells.append(self._cell(sheet, text, shape, "total", formula=column.total))
        sheet.append(cells)

    def _say(self, sheet: Any, words: Sequence[str], style: str) -> None:
        cells = [self._cell(sheet, word, "", style) for word in words]
        if style == "head":
            for cell, column in zip(cells, self._columns, strict=True):
                cell.alignment = self._sides["right" if column.kind in _RIGHT else "left"]
        sheet.append(cells)

    def _cell(self, sheet: Any, value: object, shape: str, style: str = "", *, formula: bool = False) -> Any:
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

        if value is None and not style:
            return None
        words = isinstance(value, str) and not formula
        cell = WriteOnlyCell(sheet, None if words else value)
        if words:
            set_words(cell, str(value))
        if shape:
            cell.number_format = shape
        for name, dressing in self._styles.get(style, {}).items():
            setattr(cell, name, dressing)
        return cell


def set_words(cell: Any, text: str) -> None:
    """Have a cell hold a text that is never taken for a formula, whatever it begins with."""
    cell.value = _CONTROL.sub(" ", text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_LOOKS_LIKE_A_FORMULA)


def is_plain(text: str) -> bool:
    """Whether Excel takes a text for what it is without being told: most are."""
    return text.isprintable() and not text.startswith((*_LOOKS_LIKE_A_FORMULA, "#"))


def value_of(kind: Kind, value: object) -> tuple[object, str]:
    """(what the cell holds, its number format or "") of a value of that kind."""
    if value is None or isinstance(value, (date, datetime)):
        return value, _FORMATS.get(kind, _FORMATS["moment" if isinstance(value, datetime) else "day"])
    if kind in _PLACES and isinstance(value, int):
        return Decimal(value).scaleb(-_PLACES[kind]), _FORMATS.get(kind, "")
    if kind == "count":
        return value, _FORMATS[kind]
    return (str(value), "") if kind == "text" else _shown(str(value), figures=kind == "figure")


def _shown(text: str, *, figures: bool) -> tuple[object, str]:
    """What a text of the screen says: a day, a moment, an amount, a number, nothing, or words."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text), _FORMATS["day"]
        if _MOMENT.fullmatch(text):
            return datetime.fromisoformat(text), _FORMATS["moment"]
    except ValueError:  # 2026-13-40 is a text
        return text, ""
    if not figures:
        return text, ""
    if text in {"", "–", "—"}:
        return None, ""
    found = _FIGURE.fullmatch(text)
    if found is None:
        return text, ""
    sign, yuan, whole, rest, percent = found.groups(default="")
    sign = sign.replace("−", "-")
    number = Decimal(f"{sign}{whole.replace(',', '')}{rest}")
    if percent:
        return number.scaleb(-2), f"0{rest and '.' + '0' * (len(rest) - 1)}%"
    money = yuan or len(rest) == len(".00")
    return number, _FORMATS["money"] if money else ""


def _words(value: object, shape: str) -> str:
    """About what Excel shows of a value."""
    if value is None:
        return ""
    if isinstance(value, (date, datetime)):
        return "0000-00-00" if shape == _FORMATS["day"] else "0000-00-00 00:00"
    if shape.endswith("%"):
        return f"{value:.2%}"
    return f"{value:,.2f}" if shape == _FORMATS["money"] else str(value)


def width_of(text: str) -> float:
    """In characters of Excel: a Chinese one is two wide, and a little more in most fonts."""
    return sum(2.1 if east_asian_width(char) in "WF" else 1 for char in text.split("\n", maxsplit=1)[0])
