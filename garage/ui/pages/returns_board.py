"""The board of warranty returns: old parts, claims under way and what is closed, side by side, and what is due."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.returns_board import Stage
from garage.i18n import _
from garage.services import old_part_list, returns_board, returns_due, working_days
from garage.services.claim_drafts import UnclaimedJob
from garage.services.command import Area
from garage.services.returns_board import Card
from garage.ui.desk import Desk
from garage.ui.forms.claim_new import NewClaimForm, about
from garage.ui.kit.actions import guarded, make_action
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.pages.board_acts import BoardActs, document_of, step_words
from garage.ui.pages.board_head import BoardHead
from garage.ui.pages.board_list import StageList
from garage.ui.pages.board_rates import RatesLink
from garage.ui.pages.board_side import BoardSide, debt_notes, due_notes
from garage.ui.pages.counter_acts import open_form
from garage.ui.pages.customer_parts import action_button, plain_label
from garage.ui.pages.fresh import FreshPage

_SIDE = 236


class BoardPage(FreshPage):
    """Three lists as stages; Enter, Ctrl+Right or a drag opens what comes next with a card."""

    areas = frozenset({Area.RETURNS, Area.ORDERS, Area.STOCK, Area.SHOP})

    order_opened = Signal(int)
    document_opened = Signal(str)
    accounts_asked = Signal()
    figures_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("returns_board")
        self.lists = {stage: StageList(desk, stage) for stage in Stage}
        self._heads = {stage: plain_label(f"board_{stage.lower()}_head", "section") for stage in Stage}
        self.head, self.side, self.rates = BoardHead(), BoardSide(), RatesLink()
        self.acts = BoardActs(self, desk)
        self._stage = Stage.OLD_PARTS
        self.supplier = ChoiceField(choices=[(None, _("All suppliers"))])
        self.supplier.setObjectName("board_supplier")
        self.supplier.setAccessibleName(_("Supplier"))
        self.supplier.setToolTip(_("Cards of one supplier"))
        self.supplier.setFixedWidth(170)
        self._make_actions()
        self._say_empty()
        self._connect()
        self._build()
        self.setFocusProxy(self.lists[Stage.OLD_PARTS])

    # Acts

    def next_step(self) -> None:
        """What comes next with the card under the bar."""
        card = self.current()
        if card is not None:
            self.acts.step(card)

    def open_card(self) -> None:
        """The page of the card: its claim, its old part, its job."""
        card = self.current()
        if card is None:
            return
        no = document_of(card)
        if no is None:
            self.order_opened.emit(card.order_id)
        else:
            self.document_opened.emit(no)

    def open_job(self) -> None:
        """The job that the card comes from."""
        card = self.current()
        if card is not None:
            self.order_opened.emit(card.order_id)

    def new_claim(self) -> NewClaimForm:
        """Claim for a job: which one is chosen, then the lines."""
        form = NewClaimForm(self, self._desk)
        form.saved.connect(self._draft)
        open_form(form)
        return form

    def current(self) -> Card | None:
        """The card under the bar of the list that is worked in."""
        card: Card | None = self.lists[self._stage].current_row()
        return card

    def show_card(self, key: str) -> bool:
        """Put the bar on a card; says whether it is on the board."""
        for stage, view in self.lists.items():
            if view.select_key(key):
                self._enter(stage)
                return True
        return False

    def refresh(self) -> None:
        """Read everything anew; the bars stay."""
        super().refresh()
        today = self._desk.today()
        self.supplier.set_choices([(None, _("All suppliers")), *returns_board.suppliers()])
        if self.supplier.value() is None:
            self.supplier.set_value(None)
        chosen = self.supplier.value()
        for view in self.lists.values():
            view.supplier_id = chosen
            view.rows().reload()
        due = returns_due.due(chosen)
        under_way = self.lists[Stage.CLAIMED].rows().total or 0
        self.head.show_money(returns_due.waiting(today, chosen), under_way)
        self.head.show_month(due, today, working_days.calendar())
        self.rates.show_rates(today, chosen)
        self.side.show_notes(due_notes(due, today), debt_notes(old_part_list.people(), today))
        for stage in Stage:
            count = self.lists[stage].rows().total
            words = label(stage)
            self._heads[stage].setText(f"{words} {count}" if count else words)
        if self.current() is None:
            self._find_a_card()
        self._fit()

    # Inside

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        """Qt gives the keyboard to the first list when the tab changes; work begins where there is a card."""
        if not self.isVisible() or self.current() is not None:
            return
        had = any(view.hasFocus() for view in self.lists.values())
        self._find_a_card()
        if had:
            self.lists[self._stage].setFocus()
        self._fit()

    def _find_a_card(self) -> None:
        """The bar begins where there is something to do."""
        for stage, view in self.lists.items():
            if view.rows().rowCount():
                view.selectRow(0)
                self._stage = stage
                self.setFocusProxy(view)
                return

    def _enter(self, stage: Stage) -> None:
        """Work in another list."""
        self._stage = stage
        view = self.lists[stage]
        self.setFocusProxy(view)
        if view.current_row() is None and view.rows().rowCount():
            view.selectRow(0)
        if not view.hasFocus() and self.isVisible():
            view.setFocus()
        self._fit()

    def _step_aside(self, stage: Stage, way: int) -> None:
        stages = list(Stage)
        at = stages.index(stage) + way
        if 0 <= at < len(stages):
            self._enter(stages[at])

    def _on_selected(self, stage: Stage, card: Card | None) -> None:
        if card is not None and (self.lists[stage].hasFocus() or self.current() is None):
            self._stage = stage
            self.setFocusProxy(self.lists[stage])
        self._fit()

    def _draft(self, job: UnclaimedJob) -> None:
        self.acts.draft(job.order_id, about(job))

    def _on_done(self, key: str) -> None:
        self.refresh()
        self.show_card(key)

    def _fit(self) -> None:
        card = self.current()
        words = step_words(card) if card is not None else ""
        self.step_action.setEnabled(bool(words))
        self.step_action.setText(words or _("Next step…"))
        self._step_button.setText(words or _("Next step…"))
        for action in (self.open_action, self.job_action):
            action.setEnabled(card is not None)

    def _say_empty(self) -> None:
        told = {
            Stage.OLD_PARTS: _(
                "Old parts that a supplier stands for wait here, and jobs with lines of the pay type “Warranty"
                " claim” that nobody has claimed yet."
            ),
            Stage.CLAIMED: _("Claims stand here from their draft until the money is here."),
            Stage.CLOSED: _("Claims that were paid, given up or not made."),
        }
        for stage, words in told.items():
            first = stage is Stage.OLD_PARTS
            self.lists[stage].set_empty(words, _("Claim for a job…") if first else "", self.new_claim)

    def _make_actions(self) -> None:
        self.step_action = make_action(
            self, _("Next step…"), self.next_step, "Ctrl+Right", "arrow-right", name="board_step"
        )
        self._step_button = action_button(self.step_action, primary=True)
        self.new_action = make_action(
            self, _("Claim for a job…"), self.new_claim, "Ctrl+N", "plus", name="board_new_claim"
        )
        self.open_action = make_action(
            self, _("Open the card"), self.open_card, "Ctrl+Return", "search", name="board_open"
        )
        self.job_action = make_action(
            self, _("Open the job"), self.open_job, "Ctrl+O", "wrench", name="board_job"
        )

    def _connect(self) -> None:
        self.supplier.edited.connect(self.refresh)
        self.acts.done.connect(self._on_done)
        self.acts.document_asked.connect(self.document_opened)
        self.side.document_asked.connect(self.document_opened)
        self.side.accounts_asked.connect(self.accounts_asked)
        self.rates.clicked.connect(self.figures_asked)
        for stage, view in self.lists.items():
            self._connect_list(stage, view)

    def _connect_list(self, stage: Stage, view: StageList) -> None:
        view.selected.connect(lambda card: self._on_selected(stage, card))
        view.opened.connect(lambda _card: self.step_action.trigger())
        view.aside.connect(lambda way: self._step_aside(stage, way))
        view.stepped.connect(lambda card: guarded(self, lambda: self.acts.step(card))())
        view.focused.connect(lambda: self._enter(stage))
        view.addActions([self.step_action, self.open_action, self.job_action])

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.head)
        head.addStretch(1)
        head.addWidget(self.supplier)
        head.addWidget(action_button(self.new_action))
        head.addWidget(self._step_button)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        for stage, view in self.lists.items():
            column = QVBoxLayout()
            column.setSpacing(6)
            column.addWidget(self._heads[stage])
            column.addWidget(view, 1)
            columns.addLayout(column, 1)
        self.side.setFixedWidth(_SIDE)
        columns.addWidget(self.side)
        rule = QFrame()
        rule.setProperty("rule", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.rates, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(rule)
        layout.addLayout(columns, 1)
