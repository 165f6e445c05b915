"""A grid whose rows are given: quantities are typed into it, no row comes, goes or moves."""

from PySide6.QtWidgets import QTableView

from garage.ui.kit.grid import LineGrid


class FixedGrid(LineGrid):
    """An empty quantity, in the column named by `quantity`, leaves a row out."""

    quantity = "qty"

    def append_row(self) -> None:
        """Enter in the last cell leaves the grid."""
        QTableView.focusNextPrevChild(self, True)

    def remove_row(self) -> None:
        """Nothing is removed: the row is left out."""
        place = self.currentIndex().row()
        if place >= 0:
            self.lines.setData(self.lines.index(place, self.lines.place_of(self.quantity)), "")

    def move_row(self, by: int) -> None:
        """The order of the rows is that of their document."""
