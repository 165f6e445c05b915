"""The lines of an order on its page: typed, saved by themselves, never lost."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from garage.domain.lines import COUNTING, LineKind
from garage.domain.orders import EDITABLE, OrderState
from garage.errors import FieldError, MachineError, RuleError, StaleError
from garage.i18n import _
from garage.services import order_lines, orders, settlements
from garage.services.order_lines import Line, LineData
from garage.services.orders import OrderPage
from garage.services.vehicle_history import AdviceRow
from garage.ui.desk import Desk
from garage.ui.forms.discount_reason import DiscountReason
from garage.ui.forms.estimate_grid import EstimateGrid
from garage.ui.forms.estimate_lines import cell_of
from garage.ui.forms.estimate_rework import ask_earlier, earlier_lines
from garage.ui.forms.last_price import LastPriceLine
from garage.ui.forms.supply_line import SupplyLine
from garage.ui.kit import messages
from garage.ui.kit.actions import make_action
from garage.ui.pages.order_records import SMALLEST
from garage.ui.pages.order_sums import OrderSums

Stored = tuple[tuple[LineData, str], ...]
"""Lines as they are stored, each with its status where it does not count."""


class LinesTab(QWidget):
    """Saves when the keyboard leaves the grid, with Ctrl+S, and before the next step is taken.

    `tools`, `totals`, `state` and `last_price` are for whoever lays out the page.
    """

    changed = Signal()
    """Something was typed or saved."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = QWidget()
        self.totals = OrderSums()
        self._desk = desk
        self._page: OrderPage | None = None
        self._version = 0
        self._base: Stored = ()
        self._clean: object = None
        self._saving = False
        self._buttons: list[QToolButton] = []
        self.grid = EstimateGrid(desk.today)
        self.grid.changed.connect(self._on_changed)
        self.grid.rework_asked.connect(lambda row: QTimer.singleShot(0, self, lambda: self._ask_earlier(row)))
        self.setFocusProxy(self.grid)
        self.last_price = LastPriceLine(self.grid)
        self.supply = SupplyLine(self.grid, desk)
        self.why = DiscountReason()
        self.why.field.returnPressed.connect(self.save)
        self._banner = self._make_banner()
        self.state = QLabel()
        self.state.setObjectName("lines_state")
        self.state.setProperty("tone", "muted")
        make_action(self, _("Save lines"), self.save, "Ctrl+S", "save", name="save_lines")
        self._assemble()
        QApplication.instance().focusChanged.connect(self._on_focus_moved)

    # What others use

    def set_page(self, page: OrderPage) -> None:
        """Show the lines of this order; what is being typed stays, even when somebody else changed them."""
        stored = _stored(page)
        if self._saving and self._page is not None and page.id == self._page.id:
            self._take(page, stored)
            return
        same = self._page is not None and page.id == self._page.id
        read_only = page.state not in EDITABLE
        if same and (self.is_dirty() or self._is_typing()) and not read_only:
            if stored == self._base:
                self._page, self._version = page, page.version
            else:
                self._banner.show()
            return
        if same and stored == self._base and read_only == self.grid.lines.read_only:
            self._page, self._version = page, page.version
            self._say_totals()
            return
        self._load(page, stored, keep_place=same)

    def minimumSizeHint(self) -> QSize:
        return SMALLEST

    def is_dirty(self) -> bool:
        """Whether something typed is not saved."""
        editable = self._page is not None and not self.grid.lines.read_only
        return editable and self.grid.raw() != self._clean

    def save(self, *, quietly: bool = False) -> bool:
        """Save what was typed; says whether everything is safe now. Wrong cells are marked.

        `quietly` leaves the keyboard where it is, for whoever went away from the grid on purpose.
        """
        self._finish_typing()
        self.grid.clear_marks()
        if quietly and self.grid.lines.first_error() is not None:
            return False
        if self._page is None or not self.is_dirty():
            return True
        numbers: list[int] = []
        try:
            rows = self.grid.lines_typed()
            numbers = [n for n, line in enumerate(rows) if not _is_blank(line)]
            self._send(self._page, [rows[n] for n in numbers])
        except FieldError as error:
            self._mark(error, numbers, go=not quietly)
        except StaleError as error:
            return self._settle_clash(self._page, error)
        except RuleError as error:
            messages.reasons(self, _("This is not possible yet"), error.reasons)
        except MachineError as error:
            messages.failed(self, error)
        else:
            return True
        return False

    def focus_grid(self) -> None:
        """Go to the first empty cell worth typing."""
        last = self.grid.lines.rowCount() - 1
        if last >= 0 and self.grid.lines.is_blank(last):
            self.grid.go_to(last, "name")
        else:
            self.grid.setFocus()

    def choose_package(self) -> None:
        """Ask for a service package and put its lines behind those that are there."""
        if self._page is None or self.grid.lines.read_only:
            return
        from garage.ui.forms.choose_package import ChoosePackageForm  # noqa: PLC0415 - rarely wanted

        form = ChoosePackageForm(self._desk, self, self._page.customer_id)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.saved.connect(self.grid.add_package)
        form.open()

    def add_advice(self, row: AdviceRow) -> None:
        """A line for work that was advised; its name leads to the operation in the price list."""
        for number, line in enumerate(self.grid.lines.lines):
            if line.values["recommendation_id"] == row.id:
                self.grid.go_to(number, "qty")
                return
        values = {"kind": LineKind.LABOUR, "name": row.text, "recommendation_id": row.id}
        self.grid.go_to(self.grid.add_line(values), "qty")

    # Inside

    def _assemble(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(2)
        for name, words, icon, keys, act in (
            ("add_row", _("Add a line"), "plus", "Ctrl+L", self.grid.append_row),
            ("add_package", _("Service package…"), "box", "Ctrl+J", self.choose_package),
            ("remove_row", _("Remove the line (Ctrl+D)"), "trash", None, self.grid.remove_row),
            ("undo_row", _("Take the last change back (Ctrl+Z)"), "undo", None, self.grid.undo),
        ):
            button = QToolButton()
            button.setDefaultAction(make_action(self, words, act, keys, icon, name=f"{name}_action"))
            button.setObjectName(name)
            button.setAccessibleName(words)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            tools.addWidget(button)
            self._buttons.append(button)
        tools.setContentsMargins(0, 0, 4, 0)
        self.tools.setLayout(tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._banner)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.grid.status)
        layout.addWidget(self.why)
        layout.addWidget(self.supply)

    def _make_banner(self) -> QFrame:
        banner = QFrame()
        banner.setObjectName("clash")
        banner.setProperty("panel", "warn")
        words = QLabel(_("Somebody else changed these lines meanwhile. What you typed is still here."))
        words.setWordWrap(True)
        theirs = QPushButton(_("Load theirs"))
        theirs.setObjectName("load_theirs")
        theirs.setAccessibleName(theirs.text())
        theirs.setProperty("link", True)
        theirs.clicked.connect(self._load_theirs)
        row = QHBoxLayout(banner)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(words, 1)
        row.addWidget(theirs)
        banner.hide()
        return banner

    def _load(self, page: OrderPage, stored: Stored, *, keep_place: bool) -> None:
        at = self.grid.currentIndex()
        place = (at.row(), at.column()) if keep_place and at.isValid() else (0, 0)
        read_only = page.state not in EDITABLE
        self.grid.freeze(read_only)
        wanted = {line.original_line_id for line in page.lines} - {None}
        names = {one.line_id: one.title for one in earlier_lines(page)} if wanted else {}
        self._page = page
        self.why.offer(page.id)
        self.grid.set_customer(page.customer_id)
        self.grid.set_lines(_shown(page), names)
        self.last_price.set_customer(None if read_only else page.customer_id, page.vehicle_id)
        if place != (0, 0) and place[0] < self.grid.lines.rowCount():
            self.grid.setCurrentIndex(self.grid.lines.index(*place))
        self._take(page, stored)

    def _take(self, page: OrderPage, stored: Stored) -> None:
        """What stands in the grid is what is stored."""
        self._page, self._version, self._base = page, page.version, stored
        self._clean = self.grid.raw()
        self._banner.hide()
        for button in self._buttons:
            button.setVisible(not self.grid.lines.read_only)
        self._on_changed()

    def _load_theirs(self) -> None:
        if self._page is None:
            return
        page = orders.open_page(self._page.id)
        self._load(page, _stored(page), keep_place=True)

    def _send(self, page: OrderPage, lines: Sequence[LineData]) -> None:
        self._saving = True
        try:
            order_lines.save_lines(self._desk.by(), page.id, self._version, lines, self.why.words())
        finally:
            self._saving = False
        page = orders.open_page(page.id)
        self._take(page, _stored(page))
        self.grid.clear_marks()

    def _settle_clash(self, page: OrderPage, error: StaleError) -> bool:
        if messages.stale(self, error) == "reload":
            self._load_theirs()
            return True
        self._version = orders.open_page(page.id).version
        return self.save()

    def _mark(self, error: FieldError, numbers: Sequence[int], *, go: bool) -> None:
        if error.field == self.why.name:
            self.why.ask(error.text, go=go)
            return
        cell = cell_of(error.field)
        if cell is not None and numbers and cell[0] < len(numbers):
            field = error.field.split(".", 2)[2]
            error = FieldError(f"lines.{numbers[cell[0]]}.{field}", error.text)
        if not self.grid.mark_field(error, go=go) and self.grid.lines.first_error() is None:
            messages.toast(self, error.text, "bad")

    def _is_typing(self) -> bool:
        """Whether a cell is open: what stands in it is nowhere else yet."""
        return bool(self.grid.state() == QAbstractItemView.State.EditingState)

    def _finish_typing(self) -> None:
        """Take what stands in the open editor into its cell."""
        editor = QApplication.focusWidget()
        if editor is not None and editor.parentWidget() is self.grid.viewport():
            self.grid.commitData(editor)
            self.grid.closeEditor(editor, self.grid.itemDelegate().EndEditHint.NoHint)

    def _on_changed(self) -> None:
        self._say_totals()
        self.state.setText(self._say_state())
        self.why.follow([line for line, _status in self._base], self.grid.lines_readable())
        self.changed.emit()

    def _say_totals(self) -> None:
        sums = order_lines.order_totals(self.grid.lines_readable())
        if self._page is not None and self._page.facts.settled:
            self.totals.show_bill(sums, settlements.of_order(self._page.id)[-1])
        else:
            self.totals.show_lines(sums)

    def _say_state(self) -> str:
        if self._page is not None and self._page.state is OrderState.ESTIMATED:
            return _("Frozen – change: Ctrl+Shift+O")
        if self.grid.lines.read_only:
            return _("The lines are frozen.") if self.grid.rows() else ""
        if self.is_dirty():
            return _("Not saved yet (Ctrl+S)")
        return _("Saved") if self.grid.rows() else ""

    def _ask_earlier(self, row: int) -> None:
        if self._page is not None:
            ask_earlier(self, self.grid, row, self._page)

    def _on_focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        left = self._holds(old) and new is not None and not self._holds(new)
        if left:
            self.grid.lines.trim()
        if left and self.is_dirty():
            self.save(quietly=True)

    def _holds(self, widget: QWidget | None) -> bool:
        """Whether the lines are still being typed there: why they cost less belongs to them."""
        return _is_within(widget, self.grid) or _is_within(widget, self.why)


def _is_within(widget: QWidget | None, ancestor: QWidget) -> bool:
    """Also across windows: the list of a choice is a window of its own."""
    while widget is not None:
        if widget is ancestor:
            return True
        widget = widget.parentWidget()
    return False


def _is_blank(line: LineData) -> bool:
    return not line.name and not line.gross_fen


def _shown(page: OrderPage) -> Sequence[Line]:
    """While it is typed the estimate itself, later what was proposed, declined or taken off too."""
    return page.lines if page.state in EDITABLE else order_lines.all_lines_of(page.id)


def _stored(page: OrderPage) -> Stored:
    return tuple((_bare(line), "" if line.status in COUNTING else line.status.value) for line in _shown(page))


def _bare(line: LineData) -> LineData:
    return LineData(**{name: getattr(line, name) for name in LineData.__dataclass_fields__})
