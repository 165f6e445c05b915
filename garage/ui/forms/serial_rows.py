"""Rows of a grid whose tracked parts want the serial number of each piece."""

from typing import Any

from garage.domain.quantities import PIECE
from garage.i18n import _
from garage.ui.kit.grid import GridColumn, LineGrid, Row

TRACKED: Row = {"tracked": False, "serials": ()}
"""What every row says, besides what its grid keeps in it: its "part_id", "name" and "qty"."""


class SerialRows(LineGrid):
    """A grid with the column "serials", in sight while a row is tracked."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.edited.connect(self._drop_surplus)
        self.changed.connect(self._show_serials)
        self._show_serials()

    def awaited(self) -> int | None:
        """The first row of a tracked part that lacks serial numbers."""
        rows = enumerate(self.rows())
        return next((place for place, row in rows if len(row["serials"]) < self.pieces(row)), None)

    def pieces(self, row: Row) -> int:
        """How many serial numbers a row needs."""
        return (row["qty"] or 0) // PIECE if row["tracked"] else 0

    def add_serial(self, place: int, number: str) -> None:
        """One more piece of a row is known."""
        self.set_values(place, {"serials": (*self.rows()[place]["serials"], number)})

    def forget_serials(self, place: int) -> None:
        """The numbers of a row were refused: they are asked for again."""
        self.set_values(place, {"serials": ()})

    def _drop_surplus(self, place: int) -> None:
        """Numbers of pieces that do not go are dropped."""
        row = self.lines.lines[place].values
        if len(row["serials"]) > self.pieces(row):
            self.set_values(place, {"serials": row["serials"][: self.pieces(row)]})

    def _show_serials(self) -> None:
        tracked = any(row["tracked"] for row in self.rows())
        self.setColumnHidden(self.lines.place_of("serials"), not tracked)


def serials_column() -> GridColumn:
    """How many pieces have their number, of how many."""

    def words(row: Row) -> str:
        return f"{len(row['serials'])} / {(row['qty'] or 0) // PIECE}" if row["tracked"] else ""

    return GridColumn("serials", _("Serial nos."), 94, text=words)
