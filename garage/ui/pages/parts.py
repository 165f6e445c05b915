"""Parts stock: the list with what is on hand, the ledger of the chosen part, and how goods come in."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QSplitter, QVBoxLayout, QWidget

from garage.domain.stock import MovementKind
from garage.i18n import _
from garage.services import part_labels, parts
from garage.services.command import Area
from garage.services.parts import PartFilter, PartRow
from garage.ui.desk import Desk
from garage.ui.forms.booked_in import tell_booked_in, waiting_now
from garage.ui.forms.goods_receipt import GoodsReceiptForm
from garage.ui.forms.old_parts import OldPartsDialog
from garage.ui.forms.part import PartForm, sees_costs
from garage.ui.forms.part_labels import LabelsForm, ask_for_labels
from garage.ui.forms.part_search import BARCODE
from garage.ui.kit.actions import make_action
from garage.ui.kit.messages import toast
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.part_detail import PartDetail
from garage.ui.pages.part_list import PartList

_LIST_SHARE = 62
"""Of the height, in percent."""


class PartsPage(FreshPage):
    """List above, the chosen part below; refreshes itself when stock or orders change."""

    areas = frozenset({Area.STOCK, Area.ORDERS})

    order_opened = Signal(int)
    document_opened = Signal(str)
    receipts_asked = Signal(str)
    """The goods receipt of this number, or all of them."""
    count_asked = Signal(object)
    """These parts are to be counted; none for what was not counted for long."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("parts_page")
        self._shown_anew = False
        self._make_actions()
        self.list = PartList(desk)
        self.setFocusProxy(self.list.line)
        self.detail = PartDetail(desk, [action_button(self.edit_action)])
        self._connect()
        self._build()
        self._fit_person()
        self._enable()

    # What the rest of the program asks for

    def show_part(self, part_id: int) -> None:
        """Show this part, in the list and with its ledger; raises KeyError when there is none."""
        row = parts.open_part(part_id).stock
        self._outdated = False
        self.list.show_part(row)
        self.detail.show_part(part_id)

    # Acts

    def find(self) -> None:
        """Go to the search line."""
        self.list.line.setFocus()
        self.list.line.selectAll()

    def new_part(self) -> None:
        """Enter a part; what was looked for in vain is filled in."""
        typed = "" if self.list.view.rows().rowCount() else self.list.typed()
        code = typed if typed.isascii() else ""
        barcode = typed if BARCODE.fullmatch(typed) else ""
        form = PartForm(self._desk, self, code=code, name="" if code else typed, barcode=barcode)
        form.existing_chosen.connect(self.show_part)
        form.saved.connect(self._on_new_part)
        self._open(form)

    def edit_part(self) -> None:
        """Change the part shown."""
        if self.detail.part_id is not None:
            form = PartForm(self._desk, self, self.detail.part_id)
            form.existing_chosen.connect(self.show_part)
            self._open(form)

    def receive_goods(self) -> GoodsReceiptForm:
        """Book a delivery in."""
        return self._book_in(MovementKind.RECEIPT)

    def enter_opening_stock(self) -> GoodsReceiptForm:
        """Book in what is on the shelf already."""
        return self._book_in(MovementKind.OPENING)

    def show_receipts(self) -> None:
        """The goods receipts so far, and how one is reversed."""
        self.receipts_asked.emit("")

    def show_old_parts(self) -> OldPartsDialog:
        """Who owes which old part."""
        dialog = OldPartsDialog(self, self._desk)
        dialog.order_opened.connect(self.order_opened)
        self._open(dialog)
        return dialog

    def print_labels(self) -> LabelsForm:
        """Labels of the parts chosen in the list."""
        chosen = [row.id for row in self.list.chosen_rows()]
        return ask_for_labels(self, self._desk, part_labels.of_parts(chosen))

    def count_parts(self) -> None:
        """Count the parts chosen, or on the chip of what is due whatever was not counted for longest."""
        chosen = [row.id for row in self.list.chosen_rows()]
        due = self.list.which() is PartFilter.TO_COUNT and len(chosen) < 2
        self.count_asked.emit([] if due else chosen)

    def refresh(self) -> None:
        """Read everything anew; the part shown stays shown."""
        super().refresh()
        shown, self._shown_anew = self.detail.part_id, False
        self.list.reload()
        if shown is not None and shown == self.detail.part_id and not self._shown_anew:
            self.detail.show_part(shown)

    # Inside

    def _make_actions(self) -> None:
        def action(name: str, text: str, slot: Callable[[], object], keys: str, icon: str) -> QAction:
            return make_action(self, text, slot, keys, icon, name=name)

        self.find_action = action("find_part", _("Find"), self.find, "Ctrl+F", "search")
        self.new_action = action("new_part", _("New part"), self.new_part, "Ctrl+N", "plus")
        self.edit_action = action("edit_part", _("Edit"), self.edit_part, "Ctrl+E", "pencil")
        self.receive_action = action("receive_goods", _("Receive goods"), self.receive_goods, "Ctrl+R", "box")
        self.opening_action = action(
            "opening_stock", _("Enter opening stock"), self.enter_opening_stock, "Ctrl+Shift+R", "box"
        )
        self.receipts_action = action(
            "goods_receipts", _("Goods receipts"), self.show_receipts, "Ctrl+H", "receipt"
        )
        self.old_parts_action = action(
            "old_parts", _("Old parts owed…"), self.show_old_parts, "Ctrl+Shift+O", "undo"
        )
        self.count_action = action("count_parts", _("Count…"), self.count_parts, "Ctrl+Shift+K", "list")
        self.labels_action = action("part_labels", _("Labels…"), self.print_labels, "Ctrl+Shift+B", "barcode")

    def _connect(self) -> None:
        self._desk.person_changed.connect(self._fit_person)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _row: self.edit_action.trigger())
        self.list.chips.chosen.connect(lambda _key: self._enable())
        self.list.new_wanted.connect(self.new_action.trigger)
        self.detail.changed.connect(self._enable)
        self.detail.order_opened.connect(self.order_opened)
        self.detail.document_opened.connect(self.document_opened)
        self.detail.part_opened.connect(self.show_part)

    def _build(self) -> None:
        self.list.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.list.view.addActions(
            [
                self.edit_action,
                self.new_action,
                self.receive_action,
                self.receipts_action,
                self.labels_action,
                self.count_action,
            ]
        )
        others = (self.labels_action, self.opening_action, self.old_parts_action, self.new_action)
        self._count = action_button(self.count_action)
        self.list.add_buttons([self._count])
        self.list.add_buttons([*map(action_button, others), action_button(self.receive_action, primary=True)])
        split = QSplitter(Qt.Orientation.Vertical)
        split.setObjectName("parts_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.addWidget(self.list)
        split.addWidget(self.detail)
        split.setSizes([_LIST_SHARE * 100, (100 - _LIST_SHARE) * 100])
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.addWidget(split)

    def _book_in(self, kind: MovementKind) -> GoodsReceiptForm:
        form = GoodsReceiptForm(self._desk, self, kind)
        known = waiting_now()
        form.saved.connect(
            lambda no: tell_booked_in(self, no, known, self.receipts_asked.emit, self.order_opened.emit)
        )
        self._open(form)
        return form

    def _on_new_part(self, part_id: int) -> None:
        self.show_part(part_id)
        words = _("{name} is on file.").format(name=parts.open_part(part_id).data.name)
        toast(
            self,
            words,
            "ok",
            (_("Enter opening stock"), lambda: self.enter_opening_stock().add_part(part_id)),
        )

    def _on_chosen(self, row: PartRow | None) -> None:
        if row is not None:
            self._shown_anew = True
            self.detail.show_part(row.id)
        elif not self.list.view.rows().rowCount():
            self.detail.show_nothing()

    def _fit_person(self) -> None:
        shown = sees_costs(self._desk.person)
        self.list.show_costs(shown)
        self.detail.show_costs(shown)

    def _enable(self) -> None:
        self.edit_action.setEnabled(self.detail.part_id is not None)
        due = self.list.which() is PartFilter.TO_COUNT
        self.count_action.setEnabled(due or self.detail.part_id is not None)
        self._count.setVisible(due)

    @staticmethod
    def _open(form: QDialog) -> None:
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.open()
