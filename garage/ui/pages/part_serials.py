"""Where the pieces of a tracked part went, by their serial numbers: fitted, sold, sent back, written off."""

from garage.i18n import _
from garage.services.serials import FittedRow
from garage.ui.kit.table_model import Column
from garage.ui.pages.customer_parts import ShortList


class SerialList(ShortList):
    """The last that went first; Enter goes to the order or the paper."""

    def __init__(self) -> None:
        empty = _("Pieces that leave the shelf stand here with their serial numbers.")
        super().__init__("part_serials", _("Serial nos."), _columns(), lambda row: row.ref, empty)


def _columns() -> list[Column]:
    def faded(row: FittedRow) -> str | None:
        return "muted" if row.returned else None

    return [
        Column("serial", _("Serial no."), 150, "left", lambda row: row.new, faded, bold=True),
        Column("at", _("Date"), 100, "left", lambda row: f"{row.at:%Y-%m-%d}", faded),
        Column("fate", _("What became of it"), 180, "left", lambda row: row.fate, faded),
        Column("where", _("Document"), 0, "left", lambda row: row.where, faded),
        Column("old", _("Old one"), 130, "left", lambda row: row.old, faded),
    ]
