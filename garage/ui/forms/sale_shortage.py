"""What a counter sale asks for and the shelf does not have: ordered at one key, or another part taken instead."""

from PySide6.QtWidgets import QWidget

from garage.domain.purchasing import Cover
from garage.i18n import _
from garage.services import substitution, supply
from garage.services.part_rows import PartRow
from garage.ui.desk import Desk
from garage.ui.forms.purchase_order import PurchaseOrderForm
from garage.ui.forms.sale_grid import SaleGrid
from garage.ui.forms.shortage import ShortagePanel, short_words
from garage.ui.kit.messages import toast


class SaleShortage(ShortagePanel):
    """Follows the rows of a sale; what can be done stands with them as it does where parts are issued."""

    def __init__(self, grid: SaleGrid, desk: Desk) -> None:
        super().__init__()
        self._grid, self._desk = grid, desk
        self._told: list[tuple[int, int, int, int]] = []
        self.wanted.connect(lambda _way: self.order())
        self.substitute.connect(self._take)

    def follow(self) -> bool:
        """Say what is short now; whether that is another thing than before."""
        short = self._grid.short_rows()
        told = [(place, row["part_id"], row["qty"], row["on_hand"]) for place, row in short]
        if told == self._told:
            return False
        self._told = told
        parts = [part_id for _place, part_id, _qty, _there in told]
        coming, instead = supply.on_order(parts), substitution.for_parts(parts)
        said = []
        for _place, row in short:
            due = coming.get(row["part_id"])
            cover = Cover(row["qty"], row["on_hand"], due.qty_milli, due.expected_on) if due else None
            named = {
                "part_ref": row["part_id"],
                "name": row["name"],
                "on_hand": row["on_hand"],
                "cover": cover,
            }
            said.append(short_words(named, row["qty"]))
        offers = [
            (place, row["name"], one.part) for place, row in short for one in instead.get(row["part_id"], [])
        ]
        self.show_short(said, offers, may_order=bool(short), may_buy=False, may_wait=False)
        return True

    def order(self) -> PurchaseOrderForm:
        """Draft a purchase order of what is missing; the sale stays as it is typed."""
        place: QWidget = self.window()
        form = PurchaseOrderForm(self._desk, place)
        for _place, part_id, qty, there in self._told:
            form.add_missing(part_id, qty - there)
        form.saved.connect(lambda _ref: toast(place, _("It is drafted. Place it when the supplier has it.")))
        form.finished.connect(form.deleteLater)
        form.open()
        return form

    def _take(self, place: int, part: PartRow) -> None:
        self._grid.take_instead(place, part.id)
        self._grid.setFocus()
