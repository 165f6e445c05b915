"""One stocktake: its sheet typed by hand or counted by scanner, reviewed, and posted."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.stocktakes import OPEN, CountAct, StocktakeState, signed
from garage.errors import FieldError, MachineError, Reason, RuleError, StaleError
from garage.i18n import _
from garage.services import stocktake_list, stocktakes
from garage.services.command import Area
from garage.services.document_history import Kind
from garage.services.stocktake_list import SheetFilter, SheetLine, StocktakeRow
from garage.ui.desk import Desk
from garage.ui.forms import print_counts
from garage.ui.forms.document_history import history_action
from garage.ui.forms.part import sees_costs
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.stocktake import PostForm, scope_words
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.elided import Elided
from garage.ui.kit.errors_bar import InlineError
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.messages import failed, toast
from garage.ui.kit.table_model import Page
from garage.ui.pages.count_columns import BOOKS, WORTH, columns
from garage.ui.pages.count_entry import CountEntry
from garage.ui.pages.count_grid import COUNTED, REASON, CountGrid, SheetModel
from garage.ui.pages.customer_parts import action_button, plain_label, rename, set_tone

_ON_PAPER = {StocktakeState.COUNTING, StocktakeState.CANCELLED}
"""States in which the paper is the sheet to count with, not the list of what differs."""


class CountSheet(QWidget):
    """The sheet of one stocktake; another seat's counts appear in it while one's own are typed."""

    left = Signal()
    """Back to the list was asked for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("count_sheet_view")
        self._desk = desk
        self.row: StocktakeRow | None = None
        self._which = SheetFilter.ALL
        self._outdated = False
        self.title = plain_label("sheet_title", "title")
        self.state = plain_label("sheet_state")
        self.about = Elided("sheet_about", "muted")
        self.sums = plain_label("sheet_sums")
        self.chips = ChipBar(name="sheet_filters")
        self.entry = CountEntry(desk)
        self.grid = CountGrid()
        self.model = SheetModel(columns(), self._fetch, self._write, self.grid)
        self.model.editable = self._editable
        self.grid.set_model(self.model)
        self.grid.describe = self.describe
        self.status = InlineError()
        self.status.setObjectName("sheet_status")
        self.setFocusProxy(self.grid)
        self._make_actions()
        self._connect()
        self._build()

    # What the page uses

    def show_sheet(self, stocktake_id: int) -> None:
        """Show a stocktake from its beginning; raises KeyError when there is none."""
        self.row = stocktake_list.one(stocktake_id)
        self.model.forget()
        self.entry.show_stocktake(stocktake_id)
        self.status.clear()
        self._show_row()
        self._choose(SheetFilter.ALL)

    def refresh(self) -> None:
        """What others counted, posted or moved; a cell that is open stays open."""
        if self.row is None:
            return
        self._outdated = False
        self.entry.refresh()
        before, self.row = self.row, stocktake_list.one(self.row.id)
        self._show_row()
        if before.state is not self.row.state:
            self._show_lines()
        else:
            self._read_in_sight()

    def describe(self) -> str:
        """The sheet in a line."""
        return f"{self.title.text()} · {self.state.text()} · {self.about.accessibleName()}"

    # Acts

    def do_next(self) -> None:
        """Review what is counted, or post what is reviewed."""
        if self.row is None:
            return
        if self.row.may(CountAct.REVIEW):
            stocktakes.review(self._desk.by(), self.row.id, self.row.version)
            if self.row.differences:
                self._go_to_unexplained()
        elif self.row.may(CountAct.POST):
            stocktakes.require_reasons(self.row.id)
            form = PostForm(self, self._desk, self.row)
            form.saved.connect(self._tell_posted)
            form.reason_clicked.connect(lambda reason: (form.reject(), self.go_to_reason(reason)))
            self._open(form)

    def _go_to_unexplained(self) -> None:
        self._choose(SheetFilter.DIFFERENCES)
        lines = [self.model.row_at(at) for at in range(self.model.rowCount())]
        bare = next((line for line in lines if not line.reason), lines[0] if lines else None)
        if bare is not None:
            self._go_to(bare.part_id, REASON)
            self.grid.setFocus()

    def recount(self) -> None:
        """Something does not look right: count on."""
        if self.row is not None and self.row.may(CountAct.RECOUNT):
            stocktakes.recount(self._desk.by(), self.row.id, self.row.version)

    def give_up(self) -> None:
        """Nothing of it is booked."""
        row, by = self.row, self._desk.by
        if row is None or not row.may(CountAct.CANCEL):
            return
        words = _("Nothing is booked. The sheet stays in the list with what was counted.")

        def act(why: str) -> None:
            stocktakes.cancel(by(), row.id, row.version, why)

        self._open(ReasonForm(self, label(CountAct.CANCEL), f"{row.no} · {scope_words(row)}", words, act))

    def print_paper(self) -> None:
        """The count sheet to take along, or the list of differences once it is reviewed."""
        if self.row is None:
            return
        if self.row.state in _ON_PAPER:
            print_counts.print_count_sheet(self, self._desk, self.row.id)
        else:
            print_counts.print_differences(self, self._desk, self.row.id)

    def find(self) -> None:
        """Go to the line for scans."""
        self.entry.scan.setFocus()
        self.entry.scan.selectAll()

    def go_to_reason(self, reason: Reason) -> None:
        """What hinders is in this line."""
        if reason.goto.isdecimal():
            self._choose(SheetFilter.DIFFERENCES)
            self._go_to(int(reason.goto), REASON)
            self.grid.setFocus()

    def current_part(self) -> int | None:
        """The part under the bar."""
        at = self.grid.currentIndex()
        return self.model.row_at(at.row()).part_id if at.isValid() else None

    def take_part(self, code: str) -> None:
        """A part was scanned into a cell: one more of it lies there."""
        self.entry.take(code, scanned=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list; in a cell and in a question of the scanner it ends that first."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated:
            self.refresh()

    # The grid

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        if self.row is None:
            return Page((), None)
        after = cursor if isinstance(cursor, tuple) else None
        page = stocktake_list.sheet(self.row.id, after, limit, self._which)
        return Page(page.rows, page.next_cursor)

    def _editable(self, line: SheetLine, column: str) -> bool:
        if self.row is None:
            return False
        if column == COUNTED:
            return self.row.may(CountAct.COUNT)
        explains = self.row.state in OPEN and not self.row.hides_books
        return column == REASON and explains and bool(line.difference_milli or line.reason)

    def _write(self, line: SheetLine, column: str, typed: str) -> str:
        """Take what was typed into a cell; what is wrong with it, "" when nothing."""
        try:
            if column == COUNTED:
                self.entry.write(line, typed)
            else:
                stocktakes.explain(self._desk.by(), line.stocktake_id, line.part_id, typed)
        except (FieldError, StaleError) as error:
            self._read_anew(line.part_id)
            return error.text
        except RuleError as error:
            self.refresh()
            return error.reasons[0].text
        except MachineError as error:
            failed(self, error)
            return error.text
        return ""

    def _read_in_sight(self) -> None:
        """Lines out of sight are read when they come in sight: the sheet may have thousands."""
        if self.row is not None:
            self.model.put(stocktake_list.lines_for(self.row.id, self.grid.parts_in_sight()))

    def _read_anew(self, part_id: int) -> None:
        if self.row is not None:
            self.model.put(stocktake_list.lines_for(self.row.id, [part_id]))

    def _go_to(self, part_id: int, column: str = COUNTED) -> None:
        at = self.model.reach(part_id)
        if at is None and self._which is not SheetFilter.ALL:
            self._choose(SheetFilter.ALL)
            at = self.model.reach(part_id)
        if at is not None:
            index = self.model.index(at, self.model.place_of(column))
            self.grid.setCurrentIndex(index)
            self.grid.scrollTo(index)

    # Showing

    def _choose(self, which: SheetFilter) -> None:
        self.chips.chip(which).setChecked(True)
        self._which = which
        self._show_lines()

    def _show_lines(self) -> None:
        """Read the sheet anew, the bar on its line or on the first."""
        self.model.reload()
        if not self.grid.currentIndex().isValid():
            self.grid.selectRow(0)
        nothing = {
            SheetFilter.UNCOUNTED: _("Everything on this sheet is counted."),
            SheetFilter.DIFFERENCES: _("What was counted is what the books say."),
        }
        self.grid.set_empty(nothing.get(self._which, ""))

    def _show_row(self) -> None:
        row = self.row
        if row is None:
            return
        self.title.setText(f"{row.no} · {scope_words(row)}")
        self.state.setText(label(row.state))
        set_tone(
            self.state,
            {StocktakeState.COUNTING: "accent", StocktakeState.POSTED: "ok"}.get(row.state, "muted"),
        )
        told = [_("Snapshot {at}").format(at=f"{row.snapshot_at:%Y-%m-%d %H:%M}"), row.who]
        told += [_("blind")] if row.blind else []
        told += [text for text in (row.note, row.cancel_reason) if text]
        self.about.show_text(" · ".join(told))
        chips = [
            (SheetFilter.ALL, _("All"), row.lines),
            (SheetFilter.UNCOUNTED, _("Not counted"), row.lines - row.counted),
            (SheetFilter.DIFFERENCES, _("Differences"), row.differences),
        ]
        self.chips.set_chips(chips[:2] if row.hides_books else chips)
        self._fit_columns()
        self._fit_actions(row)
        self._show_sums()

    def _show_sums(self) -> None:
        """What the differences come to; nobody counts better for knowing it, and not everybody may."""
        row, text = self.row, ""
        if row is not None and row.differences and not row.hides_books and sees_costs(self._desk.person):
            if row.state in OPEN:
                found = stocktake_list.differences(row.id)
                text = _("Gains {gain} · losses {loss}").format(
                    gain=signed(found.gain_fen, format_yuan), loss=signed(found.loss_fen, format_yuan)
                )
            else:
                text = _("Difference {amount}").format(amount=signed(row.difference_fen, format_yuan))
        self.sums.setText(text)

    def _fit_columns(self) -> None:
        blind = self.row is not None and self.row.hides_books
        costs = sees_costs(self._desk.person)
        for place, column in enumerate(self.model.columns):
            hidden = (blind and column.name in BOOKS) or (column.name == WORTH and not costs)
            self.grid.setColumnHidden(place, hidden)

    def _fit_actions(self, row: StocktakeRow) -> None:
        counting = row.may(CountAct.COUNT)
        self.entry.setVisible(counting)
        self.find_action.setEnabled(counting)
        for action, button, may in (
            (self.recount_action, self._recount, row.may(CountAct.RECOUNT)),
            (self.cancel_action, self._cancel, row.may(CountAct.CANCEL)),
            (self.next_action, self._next, row.state in OPEN),
        ):
            action.setEnabled(may)
            button.setVisible(may)
        words = _("Review") if counting else label(CountAct.POST) + "…"
        paper = _("Count sheet…") if row.state in _ON_PAPER else _("List of differences…")
        rename(self.next_action, self._next, words)
        rename(self.print_action, self._print, paper)

    def _tell_posted(self, _fen: object) -> None:
        if self.row is not None:
            offer = (_("List of differences…"), self.print_paper)
            toast(self, _("{number} is posted.").format(number=self.row.no), "ok", offer)

    def _say_problem(self) -> None:
        self.status.show_text(self.model.problem(self.grid.currentIndex()))

    def _on_counted(self, part_id: int) -> None:
        self._read_anew(part_id)
        self._go_to(part_id)

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if Area.STOCK in areas and self.row is not None:
            if self.isVisible():
                self.refresh()
            else:
                self._outdated = True

    def _shown(self) -> tuple[int, str] | None:
        return None if self.row is None else (self.row.id, self.row.no)

    def _on_person(self) -> None:
        self._show_row()

    @staticmethod
    def _open(form: FormDialog) -> None:
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.open()

    # Building

    def _make_actions(self) -> None:
        def action(name: str, text: str, slot: Callable[[], object], keys: str, symbol: str) -> QAction:
            return make_action(self, text, slot, keys, symbol, name=name, on_reason=self.go_to_reason)

        self.back_action = action("sheet_back", _("All stocktakes"), self.left.emit, "Alt+Left", "back")
        self.find_action = action("sheet_scan", _("Scan"), self.find, "Ctrl+F", "barcode")
        self.history_action = history_action(self, self._desk, Kind.STOCKTAKE, self._shown, "sheet_history")
        self.print_action = action("sheet_print", _("Count sheet…"), self.print_paper, "Ctrl+P", "print")
        self.cancel_action = action(
            "sheet_cancel", label(CountAct.CANCEL) + "…", self.give_up, "Ctrl+Del", "close"
        )
        self.recount_action = action("recount", label(CountAct.RECOUNT), self.recount, "Ctrl+Shift+Z", "undo")
        self.next_action = action("sheet_next", _("Review"), self.do_next, "Ctrl+O", "check")

    def _connect(self) -> None:
        self.chips.chosen.connect(lambda key: self._choose(SheetFilter(key)))
        self.entry.counted.connect(self._on_counted)
        self.entry.pointed.connect(self._go_to)
        self.entry.said.connect(self.status.show_text)
        self.model.marked.connect(self._say_problem)
        self.grid.selectionModel().currentChanged.connect(lambda _new, _old: self._say_problem())
        self.grid.verticalScrollBar().valueChanged.connect(lambda _place: self._read_in_sight())
        self._desk.changed.connect(self._on_changed)
        self._desk.person_changed.connect(self._on_person)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        for part in (action_button(self.back_action), self.title, self.state, self.about):
            head.addWidget(part, 1 if part is self.about else 0)
        head.addWidget(self.sums)
        tools = QHBoxLayout()
        tools.addWidget(self.chips, 1)
        tools.addWidget(self.entry)
        self._print, self._cancel = action_button(self.print_action), action_button(self.cancel_action)
        self._history = action_button(self.history_action)
        self._recount = action_button(self.recount_action)
        self._next = action_button(self.next_action, primary=True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.grid.footer)
        foot.addWidget(self.status, 20, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(1)
        for button in (self._history, self._print, self._cancel, self._recount, self._next):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for row in (head, tools):
            layout.addLayout(row)
        layout.addWidget(self.entry.unknown)
        layout.addWidget(self.grid, 1)
        layout.addLayout(foot)
