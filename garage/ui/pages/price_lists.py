"""Prices: what work, parts and packages cost now and from which day on else, changed, printed and kept (A9)."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from garage.domain.price_lists import Priced
from garage.domain.staff import SEES_COSTS, Role
from garage.i18n import _, ngettext
from garage.services import operations, packages, price_lists
from garage.services.command import Area
from garage.services.price_page import DatedPrice, PricedRow
from garage.ui.desk import Desk
from garage.ui.forms.change_prices import ChangePricesForm
from garage.ui.forms.operation import OperationForm
from garage.ui.forms.package import PackageForm
from garage.ui.forms.price import PriceForm
from garage.ui.forms.price_paper import PricePaperForm
from garage.ui.kit.actions import make_action
from garage.ui.kit.messages import toast
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.price_list import PriceHistory, PriceLists

_LIST_SHARE = 68
"""Of the height, in percent."""


class PricesPage(FreshPage):
    """List above, the dated prices of the chosen row below; refreshes itself when prices change."""

    areas = frozenset({Area.STOCK, Area.OPERATIONS, Area.SHOP})

    part_opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("prices_page")
        self._make_actions()
        self.list = PriceLists(desk)
        self.history = PriceHistory()
        self.setFocusProxy(self.list.line)
        self._connect()
        self._build()
        self._enable()

    # Acts

    def find(self) -> None:
        """Go to the search line."""
        self.list.line.setFocus()
        self.list.line.selectAll()

    def set_price(self) -> None:
        """Another price for the row under the bar, from today or a later day on."""
        if (row := self._row()) is not None:
            self._open(PriceForm(self._desk, self, row))

    def change_coming(self) -> None:
        """Change the price to come under the bar below."""
        row, dated = self._row(), self.history.chosen()
        if row is not None and dated is not None:
            self._open(PriceForm(self._desk, self, row, dated))

    def withdraw(self) -> None:
        """Take back the price to come under the bar below."""
        row, dated = self._row(), self.history.chosen()
        if row is None or dated is None:
            return
        price_lists.withdraw(self._desk.by(), row.kind, dated.id, dated.version)
        words = _("The price of {name} from {day} is withdrawn.")
        toast(self, words.format(name=row.name, day=dated.starts_on.isoformat()))

    def change_many(self) -> None:
        """Change the prices of a group or of all by a percentage."""
        form = ChangePricesForm(self._desk, self, self.list.kind())
        form.saved.connect(self._on_many)
        self._open(form)

    def add_new(self) -> None:
        """A new package, or a new operation; parts are entered on their own page."""
        kind = self.list.kind()
        if kind is Priced.PACKAGE:
            self._open(PackageForm(self._desk, self))
        elif kind is Priced.OPERATION:
            self._open(OperationForm(self._desk, None, self))

    def edit(self) -> None:
        """All of the row under the bar: the lines of a package, an operation, the file of a part."""
        row = self._row()
        if row is None:
            return
        match row.kind:
            case Priced.PACKAGE:
                self._open(PackageForm(self._desk, self, row.id))
            case Priced.OPERATION:
                self._open(OperationForm(self._desk, operations.operation(row.id), self))
            case Priced.PART:
                self.part_opened.emit(row.id)

    def add_starter(self) -> None:
        """The usual operations or services of a passenger car that are not there yet."""
        if self.list.kind() is Priced.PACKAGE:
            count = packages.add_starter(self._desk.by())
            words = ngettext("{n} package added.", "{n} packages added.", count)
        else:
            count = operations.add_starter(self._desk.by())
            words = ngettext("{n} operation added.", "{n} operations added.", count)
        toast(self, words.format(n=count))

    def print_list(self) -> None:
        """The public price list, for the wall."""
        self._open(PricePaperForm(self._desk, self))

    def refresh(self) -> None:
        """Read everything anew; the bar stays where it is."""
        super().refresh()
        self.list.reload()
        self.history.show_of(self._row())
        self._enable()

    # Inside

    def _row(self) -> PricedRow | None:
        row = self.list.view.current_row()
        return row if isinstance(row, PricedRow) else None

    def _make_actions(self) -> None:
        def action(name: str, text: str, slot: Callable[[], object], keys: str, icon: str) -> QAction:
            return make_action(self, text, slot, keys, icon, name=name)

        self.find_action = action("find_price", _("Find"), self.find, "Ctrl+F", "search")
        self.price_action = action("set_price", _("New price"), self.set_price, "Ctrl+E", "money")
        self.edit_action = action("edit_priced", _("Details…"), self.edit, "Ctrl+O", "pencil")
        self.new_action = action("new_priced", _("New"), self.add_new, "Ctrl+N", "plus")
        self.many_action = action("change_prices", _("Change many…"), self.change_many, "Ctrl+M", "list")
        self.print_action = action("print_prices", _("Price list…"), self.print_list, "Ctrl+P", "print")
        self.starter_action = action(
            "add_usual", _("Add the usual ones"), self.add_starter, "Ctrl+Shift+N", "list"
        )
        self.change_action = action(
            "change_coming", _("Change the price to come"), self.change_coming, "Ctrl+Shift+E", "pencil"
        )
        self.withdraw_action = action("withdraw_price", _("Withdraw it"), self.withdraw, "Ctrl+D", "close")

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _row: self.price_action.trigger())
        self.list.new_wanted.connect(self.add_starter)
        self.list.chips.chosen.connect(lambda _key: self._enable())
        self.history.opened.connect(self._on_dated)
        self.history.selected.connect(lambda _row: self._enable())
        self._desk.person_changed.connect(self._enable)

    def _build(self) -> None:
        self.list.view.addActions([self.price_action, self.edit_action, self.new_action])
        self.history.addActions([self.change_action, self.withdraw_action])
        others = (self.starter_action, self.many_action, self.print_action, self.edit_action, self.new_action)
        self.list.add_buttons([*map(action_button, others), action_button(self.price_action, primary=True)])
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.history, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.history.footer)
        foot.addStretch(1)
        foot.addWidget(action_button(self.withdraw_action))
        foot.addWidget(action_button(self.change_action))
        column.addLayout(foot)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setObjectName("prices_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.addWidget(self.list)
        split.addWidget(below)
        split.setSizes([_LIST_SHARE * 100, (100 - _LIST_SHARE) * 100])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.addWidget(split)

    def _enable(self) -> None:
        row, kind, roles = self._row(), self.list.kind(), self._desk.person.roles
        may = bool(roles & SEES_COSTS)
        self.price_action.setEnabled(row is not None and may)
        self.many_action.setEnabled(may)
        self.edit_action.setEnabled(row is not None)
        for action in (self.new_action, self.starter_action):
            action.setEnabled(kind is not Priced.PART)
        waits = self.history.chosen() is not None
        self.change_action.setEnabled(waits and may)
        self.withdraw_action.setEnabled(waits and Role.OWNER in roles)

    def _on_chosen(self, row: PricedRow | None) -> None:
        self.history.show_of(row)
        self._enable()

    def _on_dated(self, row: DatedPrice) -> None:
        if self.history.chosen() is not None:
            self.change_action.trigger()

    def _on_many(self, count: int) -> None:
        toast(self, ngettext("{n} price is set.", "{n} prices are set.", count).format(n=count))

    @staticmethod
    def _open(form: QDialog) -> None:
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.open()
