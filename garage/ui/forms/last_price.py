"""The line under an estimate that says what this customer paid the last time (A9)."""

from PySide6.QtWidgets import QLabel

from garage.domain.money import format_yuan
from garage.i18n import _
from garage.services import last_prices, sale_prices
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
        self._vehicle_id: int | None = None
        self._known: dict[tuple[str, int], tuple[LastPrice | None, LastPrice | None]] = {}
        grid.changed.connect(self._say)
        grid.selectionModel().currentChanged.connect(lambda _now, _before: self._say())

    def set_customer(self, customer_id: int | None, vehicle_id: int | None = None) -> None:
        """Whose prices are looked up, and of which car; None says nothing."""
        self._customer_id, self._vehicle_id = customer_id, vehicle_id
        self._known.clear()
        self._say()

    def _say(self) -> None:
        paid, of_car = self._find()
        said = []
        if paid is not None:
            words = _("Last time, {day}: {price}")
            said.append(words.format(day=paid.on.isoformat(), price=format_yuan(paid.price_fen)))
        if of_car is not None and of_car != paid:
            words = _("this car, {day}: {price}")
            said.append(words.format(day=of_car.on.isoformat(), price=format_yuan(of_car.price_fen)))
        self.setText(" · ".join(said))

    def _find(self) -> tuple[LastPrice | None, LastPrice | None]:
        """What this customer paid the last time, and the last time for this car."""
        row = self._grid.currentIndex().row()
        if self._customer_id is None or not 0 <= row < self._grid.lines.rowCount():
            return None, None
        values = self._grid.lines.lines[row].values
        for name in ("operation_id", "part_id"):
            ref = values[name]
            if ref is not None:
                if (name, ref) not in self._known:
                    self._known[name, ref] = self._read(name, ref, self._customer_id)
                return self._known[name, ref]
        return None, None

    def _read(self, name: str, ref: int, customer_id: int) -> tuple[LastPrice | None, LastPrice | None]:
        if name == "part_id":
            paid = sale_prices.last(customer_id, ref)
            return paid, paid and last_prices.of_part(customer_id, ref, self._vehicle_id)
        paid = last_prices.of_operation(customer_id, ref)
        return paid, paid and last_prices.of_operation(customer_id, ref, self._vehicle_id)
