"""What is worth ordering, by supplier: quantities and prices are put right, and one key makes the order of it."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from garage.domain.money import format_yuan, line_amount_fen
from garage.domain.quantities import format_quantity
from garage.errors import FieldError
from garage.i18n import _, ngettext
from garage.services import purchase_proposals
from garage.services.command import Area
from garage.services.purchase_proposals import Chosen, SupplierProposal
from garage.ui.desk import Desk
from garage.ui.forms.part import sees_costs
from garage.ui.forms.supplier import SupplierField
from garage.ui.kit import fields, messages
from garage.ui.kit.actions import make_action
from garage.ui.kit.grid import GridColumn, LineGrid, Row
from garage.ui.kit.second_press import ignore_second_press
from garage.ui.kit.table_model import Column
from garage.ui.pages.customer_parts import ShortList, action_button
from garage.ui.pages.fresh import FreshPage

_NOBODY = 0
"""Key of the proposals whose parts name no supplier."""


class ProposalGrid(LineGrid):
    """The parts proposed of one supplier; an empty quantity leaves a part out."""

    def __init__(self) -> None:
        never: dict[str, Any] = {"editable": lambda _row: False}
        columns = [
            GridColumn("code", _("Code"), 102, **never),
            GridColumn("name", _("Part"), 0, **never),
            GridColumn("why", _("Why"), 190, **never),
            GridColumn("available", _("Available"), 88, "quantity", **never),
            GridColumn("coming", _("On order"), 86, "quantity", **never),
            GridColumn("qty", _("To order"), 84, "quantity"),
            GridColumn("unit", _("Unit"), 50, **never),
            GridColumn("price", _("Last price"), 92, "money"),
            GridColumn("amount", _("Amount"), 100, "money", **never),
        ]
        super().__init__(columns, name="proposals", title=_("Proposed parts"))
        self.edited.connect(self._work_out)

    def append_row(self) -> None:
        """The rows are proposed: Enter in the last cell leaves the grid."""
        self.parentWidget().focusNextChild()

    def remove_row(self) -> None:
        """Nothing is removed: an empty quantity leaves a part out."""
        place = self.currentIndex().row()
        if place >= 0:
            self.lines.setData(self.lines.index(place, self.lines.place_of("qty")), "")

    def move_row(self, by: int) -> None:
        """The order of the rows is that of their codes."""

    def show_costs(self, shown: bool) -> None:
        """Whether the person at the desk may see what parts cost."""
        for name in ("price", "amount"):
            self.setColumnHidden(self.lines.place_of(name), not shown)

    def chosen(self) -> list[Chosen]:
        """What is to be ordered; marks a missing price, raises FieldError("proposals") for what is wrong.

        Whoever does not see prices is not asked for one: a price that nobody knows yet is 0 in the draft.
        """
        if self.isColumnHidden(self.lines.place_of("price")):
            return [Chosen(row["line"], row["qty"], row["price"] or 0) for row in self.value() if row["qty"]]
        for place, row in enumerate(self.rows()):
            if row["qty"] and row["price"] is None and "price" not in self.lines.lines[place].typed:
                self.mark(place, "price", _("Say what one costs, 0 if it is free."))
        return [Chosen(row["line"], row["qty"], row["price"]) for row in self.value() if row["qty"]]

    def _work_out(self, place: int) -> None:
        row = self.lines.lines[place].values
        known = row["qty"] is not None and row["price"] is not None
        self.set_values(place, {"amount": line_amount_fen(row["price"], row["qty"]) if known else None})


class ProposalsPanel(FreshPage):
    """Suppliers above, what to order from the one under the bar below."""

    areas = frozenset({Area.STOCK, Area.ORDERS})

    ordered = Signal(object)
    """Ids of the purchase orders that were drafted."""
    counted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName("proposals_panel")
        self.setAccessibleName(_("Proposals"))
        self._groups: dict[int, SupplierProposal] = {}
        self._typed: dict[int, tuple[int | None, int | None]] = {}
        """What a person put right, by part: quantity and price."""
        self._shown: int | None = None
        self.suppliers = ShortList(
            "proposal_suppliers",
            _("Suppliers"),
            self._columns(),
            _key,
            _("Enough of everything is on the shelf or on its way."),
        )
        self.suppliers.selected.connect(self._show_group)
        self.suppliers.opened.connect(lambda _group: self.grid.setFocus())
        self.grid = ProposalGrid()
        self.grid.changed.connect(self._remember)
        self.suppliers.leads_to = self.grid
        self.supplier = SupplierField(desk, self)
        self.supplier.setObjectName("proposal_supplier")
        self.expected = fields.DateField(now=desk.now)
        self.expected.setObjectName("proposal_day")
        self.expected.setAccessibleName(_("Expected day"))
        self.total = QLabel()
        self.total.setObjectName("proposal_total")
        self.total.setProperty("tone", "title")
        self.order_action = make_action(
            self, _("Draft this order"), self.order_this, "Ctrl+Return", "check", name="order_this"
        )
        self.all_action = make_action(
            self, _("Draft all orders"), self.order_all, "Ctrl+Shift+Return", "list", name="order_all"
        )
        self.setFocusProxy(self.suppliers)
        self._build()
        self._fit_person()
        desk.person_changed.connect(self._fit_person)

    # Acts

    def order_this(self) -> list[int]:
        """Draft the order of the supplier under the bar."""
        if self._shown is None:
            return []
        self._finish_cell()
        group = self._groups[self._shown]
        order = self._draft(group, self.supplier.value(), self.grid.chosen(), self.expected.date())
        self.ordered.emit([order])
        ignore_second_press()  # the next supplier's order lies there by now
        return [order]

    def order_all(self) -> list[int]:
        """Draft the orders of all suppliers; parts that name none wait until somebody chooses one.

        That under the bar is drafted first, as it stands there.
        """
        self._finish_cell()
        if self._shown is not None:
            self.grid.value()  # what cannot be read is marked, and nothing is ordered
        made = [self._draft(*one) for one in self._to_draft()]
        if not made:
            raise FieldError("supplier_id", _("Choose who delivers."))
        self.ordered.emit(made)
        return made

    def refresh(self) -> None:
        """Read what is worth ordering; what was typed stays, the bar stays on its supplier."""
        super().refresh()
        groups = purchase_proposals.propose(self._desk.today())
        self._groups = {_key(group): group for group in groups}
        here = self._shown
        self.suppliers.show_rows(groups)
        self.counted.emit(sum(len(group.lines) for group in groups))
        if here not in self._groups:
            self._shown = None
        if self.suppliers.current_row() is None and groups:
            self.suppliers.selectRow(0)
        self._show_group(self.suppliers.current_row())

    # Inside

    def _fit_person(self) -> None:
        """What parts cost is nobody's business but of those who buy and sell them."""
        shown = sees_costs(self._desk.person)
        self.grid.show_costs(shown)
        place = [column.name for column in self.suppliers.rows().columns].index("total")
        self.suppliers.setColumnHidden(place, not shown)
        self.total.setVisible(shown)

    def _draft(self, group: SupplierProposal, supplier_id: int | None, chosen: list[Chosen], day: Any) -> int:
        try:
            order = purchase_proposals.order_proposals(self._desk.by(), supplier_id, chosen, expected_on=day)
        except FieldError as error:
            if error.field == "supplier_id":
                self.supplier.setFocus()
            raise
        for line in group.lines:
            self._typed.pop(line.part_id, None)
        return order

    def _to_draft(self) -> list[tuple[SupplierProposal, int, list[Chosen], Any]]:
        """What each supplier is asked for, and by when: first the one under the bar, as a person put it right."""
        wanted = [
            (group, group.supplier_id, chosen, None)
            for key, group in self._groups.items()
            if key != self._shown and group.supplier_id is not None and (chosen := self._chosen(group))
        ]
        supplier_id = None if self._shown is None else self.supplier.value()
        if supplier_id is not None and (chosen := self.grid.chosen()):
            wanted.insert(
                0, (self._groups[self._shown or _NOBODY], supplier_id, chosen, self.expected.date())
            )
        return wanted

    def _finish_cell(self) -> None:
        """What is being typed in a cell counts too."""
        if self.grid.state() == QAbstractItemView.State.EditingState:
            self.grid.setFocus()

    def _chosen(self, group: SupplierProposal) -> list[Chosen]:
        wanted = (
            (line, *self._typed.get(line.part_id, (line.qty_milli, line.price_fen))) for line in group.lines
        )
        return [Chosen(line, qty, price or 0) for line, qty, price in wanted if qty]

    def _show_group(self, group: SupplierProposal | None) -> None:
        self.below.setVisible(group is not None)
        for action in (self.order_action, self.all_action):
            action.setEnabled(group is not None)
        if group is None:
            self._shown = None
            return
        moved = self._shown != _key(group)
        self._shown = _key(group)
        if moved:
            self.supplier.set_value(group.supplier_id)
            self.expected.set_value(group.expected_on)
        self.grid.setAccessibleName(f"{_('Proposed parts')} · {_name(group)}")
        self.grid.blockSignals(True)
        self.grid.set_rows([self._row(line) for line in group.lines])
        self.grid.blockSignals(False)
        self._say_total()

    def _row(self, line: Any) -> Row:
        qty, price = self._typed.get(line.part_id, (line.qty_milli, line.price_fen or None))
        known = qty is not None and price is not None
        return {
            "line": line,
            "code": line.code,
            "name": " · ".join(word for word in (line.name, line.brand, line.spec) if word),
            "why": _why(line),
            "available": line.available_milli,
            "coming": line.coming_milli or None,
            "qty": qty,
            "unit": line.unit,
            "price": price,
            "amount": line_amount_fen(price, qty) if known else None,
        }

    def _remember(self) -> None:
        for row in self.grid.rows():
            line = row["line"]
            if (row["qty"], row["price"]) != (line.qty_milli, line.price_fen or None):
                self._typed[line.part_id] = (row["qty"], row["price"])
            else:
                self._typed.pop(line.part_id, None)
        self._say_total()

    def _say_total(self) -> None:
        total = sum(row["amount"] or 0 for row in self.grid.rows())
        self.total.setText(_("Total {amount}").format(amount=format_yuan(total)))
        self.total.setAccessibleName(self.total.text())

    def _columns(self) -> list[Column]:
        return [
            Column("supplier", _("Supplier"), 0, "left", _name, bold=True),
            Column("lines", _("Parts"), 90, "right", lambda group: f"{len(group.lines):,}"),
            Column(
                "total", _("Amount"), 130, "right", lambda group: format_yuan(group.total_fen), total=True
            ),
        ]

    def _build(self) -> None:
        self.below = QWidget()
        self.below.setObjectName("proposal_lines")
        head = QHBoxLayout()
        head.setSpacing(10)
        for caption, field, stretch in (
            (_("Supplier"), self.supplier, 3),
            (_("Expected day"), self.expected, 1),
        ):
            label = QLabel(caption)
            label.setProperty("tone", "muted")
            head.addWidget(label)
            head.addWidget(field, stretch)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.grid.status, 1)
        foot.addStretch()
        foot.addWidget(self.total)
        foot.addSpacing(12)
        foot.addWidget(action_button(self.all_action))
        foot.addWidget(action_button(self.order_action, primary=True))
        column = QVBoxLayout(self.below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.grid, 1)
        column.addLayout(foot)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setObjectName("proposals_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(10)
        split.addWidget(self.suppliers)
        split.addWidget(self.below)
        split.setSizes([150, 360])
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)


def _key(group: SupplierProposal) -> int:
    return group.supplier_id or _NOBODY


def _name(group: SupplierProposal) -> str:
    return group.supplier or _("Parts without a supplier")


def _why(line: Any) -> str:
    """Which jobs wait, else how little there should be at least."""
    if line.jobs:
        plates = list(dict.fromkeys(job.plate or job.order_no for job in line.jobs))
        more = len(plates) - 1
        words = _("waits: {plate}").format(plate=plates[0])
        if not more:
            return words
        return words + " " + ngettext("and {count} more", "and {count} more", more).format(count=more)
    least, most = format_quantity(line.least_milli), format_quantity(line.most_milli)
    if line.most_milli > line.least_milli:
        return _("min. {least}, up to {most}").format(least=least, most=most)
    return _("min. {least}").format(least=least)


def tell_ordered(parent: QWidget, numbers: list[str], show: Any) -> None:
    """The drafts are there; one click goes to them."""
    words = ngettext(
        "{numbers} is drafted. Place it when the supplier has it.",
        "{numbers} are drafted. Place them when the suppliers have them.",
        len(numbers),
    )
    messages.toast(parent, words.format(numbers=_(", ").join(numbers)), "ok", (_("Drafts"), show))
