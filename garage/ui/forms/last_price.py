"""The line under an estimate that says what this customer paid the last time (A9)."""

from PySide6.QtWidgets import QLabel

from garage.domain.money import format_yuan
from garage.i18n import _
from garage.services import last_prices
from garage.services.last_prices import LastPrice
from garage.ui.forms.estimate_grid import EstimateGrid


class LastPriceLine(QLabel):
    """Follows the bar of a grid: a picked operation or part shows its last price while it is typed."""

    def __init__(self, grid: EstimateGrid) -> None:
        super().__init__()
        self.setObjectName("last_price")
        self.setProperty("tone", "muted")
        self._grid = grid
        self._customer_id: int | None = None
        self._known: dict[tuple[str, int], LastPrice | None] = {}
        grid.changed.connect(self._say)
        grid.selectionModel().currentChanged.connect(lambda _now, _before: self._say())

    def set_customer(self, customer_id: int | None) -> None:
        """Whose prices are looked up; None says nothing."""
        self._customer_id = customer_id
        self._known.clear()
        self._say()

    def _say(self) -> None:
        text, found = "", self._find()
        if found is not None:
            words = _("Last time, {day}: {price}")
            text = words.format(day=found.on.isoformat(), price=format_yuan(found.price_fen))
        self.setText(text)

    def _find(self) -> LastPrice | None:
        row = self._grid.currentIndex().row()
        if self._customer_id is None or not 0 <= row < self._grid.lines.rowCount():
            return None
        values = self._grid.lines.lines[row].values
        for name, read in (("operation_id", last_prices.of_operation), ("part_id", last_prices.of_part)):
            ref = values[name]
            if ref is not None:
                if (name, ref) not in self._known:
                    self._known[name, ref] = read(self._customer_id, ref)
                return self._known[name, ref]
        return None
