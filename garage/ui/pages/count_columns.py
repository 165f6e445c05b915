"""Columns of a count sheet."""

from garage.domain.money import format_yuan
from garage.domain.quantities import format_quantity
from garage.domain.stocktakes import OPEN, signed
from garage.i18n import _
from garage.services.stocktake_list import SheetLine
from garage.ui.kit.table_model import Column
from garage.ui.pages.count_grid import COUNTED, REASON

BOOKS = ("books", "difference", "worth", REASON)
"""Columns that a blind count does not show before the review."""
WORTH = "worth"
"""What only people see who may know what parts cost."""


def columns() -> list[Column]:
    """In the order of a paper sheet."""
    return [
        Column("bin", _("Bin"), 84, "left", lambda line: line.bin, _faded, bold=True),
        Column("code", _("Code"), 116, "left", lambda line: line.code, _faded),
        Column("name", _("Part"), 0, "left", _name, _faded),
        Column("unit", _("Unit"), 52, "left", lambda line: line.unit, _faded),
        Column("books", _("In the books"), 106, "right", _books, _muted, _moved, icon=_moved_sign),
        Column(COUNTED, _("Counted"), 96, "right", _counted, bold=True),
        Column("difference", _("Qty difference"), 112, "right", _difference, _tone),
        Column(WORTH, _("Value"), 104, "right", _worth, _tone, _why_no_worth, total=True),
        Column(REASON, _("Reason"), 190, "left", lambda line: line.reason, None, lambda line: line.reason),
        Column("who", _("Counted by"), 124, "left", _who, _muted, _when),
    ]


def _faded(line: SheetLine) -> str | None:
    return "muted" if line.counted_milli is None and line.state not in OPEN else None


def _muted(_line: SheetLine) -> str:
    return "muted"


def _name(line: SheetLine) -> str:
    return " · ".join(word for word in (line.name, line.spec) if word)


def _books(line: SheetLine) -> str:
    return format_quantity(line.books_milli)


def _moved(line: SheetLine) -> str:
    if not line.moved_milli:
        return ""
    told = _("{moved} since the snapshot, which had {book}: the count is held against {now}.")
    return told.format(
        moved=signed(line.moved_milli, format_quantity),
        book=format_quantity(line.book_milli),
        now=format_quantity(line.books_milli),
    )


def _moved_sign(line: SheetLine) -> str | None:
    return "info" if line.moved_milli else None


def _counted(line: SheetLine) -> str:
    return "–" if line.counted_milli is None else format_quantity(line.counted_milli)


def _difference(line: SheetLine) -> str:
    return "" if line.counted_milli is None else signed(line.difference_milli, format_quantity)


def _worth(line: SheetLine) -> str:
    if not line.difference_milli:
        return ""
    return "?" if line.worth_fen is None else signed(line.worth_fen, format_yuan)


def _why_no_worth(line: SheetLine) -> str:
    return _("More is missing than the books have by now: count it again.") if line.worth_fen is None else ""


def _tone(line: SheetLine) -> str | None:
    if not line.difference_milli:
        return "muted"
    return "ok" if line.difference_milli > 0 else "bad"


def _when(line: SheetLine) -> str:
    return f"{line.counted_at:%Y-%m-%d %H:%M} {line.counted_by}" if line.counted_at else ""


def _who(line: SheetLine) -> str:
    return f"{line.counted_at:%H:%M} {line.counted_by}" if line.counted_at else ""
