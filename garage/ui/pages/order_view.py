"""One order, one page, one next step: head, road, warranty, tabs, and the button for what happens next."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from garage.domain.order_steps import OrderAct, next_step
from garage.domain.orders import EDITABLE, SUPPLEMENTED, OrderState
from garage.domain.verdicts import Coverage, Verdict
from garage.errors import Reason
from garage.i18n import _
from garage.services import orders
from garage.services.orders import OrderPage
from garage.services.vehicle_history import AdviceRow
from garage.ui.desk import Desk
from garage.ui.forms import verdict_opening
from garage.ui.forms.reception import ReceptionForm
from garage.ui.kit.actions import guarded, make_action
from garage.ui.kit.icons import icon
from garage.ui.kit.next_step import NextStepButton
from garage.ui.pages.order_advice import AdviceTab
from garage.ui.pages.order_head import OrderHead
from garage.ui.pages.order_history import HistoryTab
from garage.ui.pages.order_inspections import InspectionsTab
from garage.ui.pages.order_lines import LinesTab
from garage.ui.pages.order_money import MoneyTab
from garage.ui.pages.order_notices import Notices
from garage.ui.pages.order_passes import PassesPart
from garage.ui.pages.order_reception import ReceptionTab
from garage.ui.pages.order_records import RecordsTab
from garage.ui.pages.order_returns import ReturnsTab
from garage.ui.pages.order_supplements import SupplementsTab
from garage.ui.pages.order_workshop import WorkshopTab

NEXT_KEYS = "Ctrl+Return"

_FIELDS = {"odometer": "odo", "walk_around": "walk_around"}
"""Field of the reception sheet that settles a reason."""


class OrderView(QWidget):
    """The page of one order; `set_order` shows it, `reload` reads it again."""

    vehicle_asked = Signal(int)
    document_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("order_view")
        self._desk = desk
        self.page: OrderPage | None = None
        self.head = OrderHead(desk)
        self.notices = Notices(desk)
        self.notices.decided.connect(self.judge)
        self.notices.warranties_asked.connect(self.judge)
        self.notices.gate_asked.connect(self.at_the_gate)
        self.notices.reason_clicked.connect(self.go_to)
        self.warranty = self.notices.warranty
        self.lines = LinesTab(desk)
        self.reception = ReceptionTab(desk)
        self.reception.form_asked.connect(self.open_reception)
        self.workshop = WorkshopTab(desk)
        self.workshop.reason_clicked.connect(self.go_to)
        self.inspections = InspectionsTab(desk)
        self.supplements = SupplementsTab(desk)
        self.money = MoneyTab(desk)
        self.passes = PassesPart(desk)
        self.money.column.addWidget(self.passes)
        self.advice = AdviceTab(desk)
        self.notices.advice.declined.connect(self.advice.ask_decline)
        self.notices.advice.closed.connect(self.advice.ask_close)
        self.notices.advice.all_asked.connect(lambda: self._show_tab(self.advice))
        for asks in (self.notices.advice, self.advice):
            asks.wanted.connect(self._take_up)
        self.returns = ReturnsTab(desk)
        self.returns.document_asked.connect(self.document_asked)
        self.returns.warranties_asked.connect(self.judge)
        self.history = HistoryTab(desk)
        self.next = NextStepButton()
        self.next.chosen.connect(self.go_on)
        self.next.blocked.connect(lambda _reasons: self.go_on())
        self.next.reason_clicked.connect(self.go_to)
        self._natural_tabs: dict[OrderState, QWidget] = {
            OrderState.DISPATCHED: self.workshop,
            OrderState.IN_WORK: self.workshop,
            OrderState.ON_HOLD: self.workshop,
            OrderState.SELF_CHECKED: self.inspections,
            OrderState.TEAM_CHECKED: self.inspections,
            OrderState.SETTLED: self.money,
        }
        self._assemble()

    # What others use

    def set_order(self, order_id: int) -> bool:
        """Show an order; False when the lines of the one shown could not be saved and it stays."""
        if self.page is not None and self.page.id != order_id and not self.save():
            return False
        self.reload(order_id)
        return True

    def reload(self, order_id: int | None = None) -> None:
        """Read the order again."""
        wanted = order_id or (self.page.id if self.page else None)
        if wanted is None:
            return
        fresh = self.page is None or self.page.id != wanted
        had_keyboard = self._has_keyboard()
        natural = None if fresh else self._natural_tab(self.page.state)
        self.page = orders.open_page(wanted)
        self.head.set_page(self.page)
        self.notices.set_page(self.page)
        self.lines.set_page(self.page)
        for tab in self._records:
            tab.set_page(self.page)
        self._show_counts(self.page)
        self._show_step(self.page)
        self._fill_menus(self.page)
        following = self._natural_tab(self.page.state)
        if fresh:
            self.tabs.setCurrentWidget(following)
        elif following is not natural and self.tabs.currentWidget() is natural:  # nobody chose another
            self._follow(following)
        if had_keyboard and not self._has_keyboard():  # it was in something that went away
            self.take_keyboard()

    def take_keyboard(self) -> None:
        """The keyboard goes into the tab in sight."""
        self._show_tab(self.tabs.currentWidget())

    def save(self) -> bool:
        """Save what is typed; says whether everything is safe. A cell that is wrong comes into sight first."""
        if not (safe := self.lines.save()):
            self.tabs.setCurrentWidget(self.lines)
        return safe

    def open_reception(self, first: str = "") -> None:
        """Fill in the reception sheet; the keyboard starts in the field `first`."""
        if self.page is None or not self.save():
            return
        form = ReceptionForm(self, self._desk, self.page, first)
        form.exec()
        form.deleteLater()

    def go_on(self) -> None:
        """Take the next step, or show what it misses."""
        if self.page is None or not self.save():
            return
        step = next_step(self.page.facts)
        if self.next.reasons():
            self.next.focus_reason()
        elif step is not None:
            self.take(step.act)

    def take(self, act: OrderAct) -> bool:
        """Carry out a step with its form; says whether anything changed."""
        from garage.ui.forms import order_steps  # noqa: PLC0415 - its forms are built when first needed

        if self.page is None:
            return False
        done = order_steps.take(act, self, self._desk, self.page)
        self.reload()
        return done

    def go_to(self, reason: Reason) -> None:
        """Go where a missing thing is put right: a place of this page, else the form that settles it."""
        from garage.ui.forms import order_ways  # noqa: PLC0415

        if self.page is None or not self.save():
            return
        place = self._places().get(reason.goto)
        if place is not None:
            place(reason)
        elif not order_ways.resolve(reason, self, self._desk, self.page):
            self.tabs.setCurrentWidget(self._tab_of(reason.goto))
        self.reload()

    def _places(self) -> dict[str, Callable[[Reason], object]]:
        places: dict[str, Callable[[Reason], object]] = {
            "reception": lambda reason: self.open_reception(_FIELDS.get(reason.code, "")),
            "warranty": lambda _reason: self.open_reception("odo"),
            "promise": lambda _reason: self.open_reception("promised_at"),
            "vehicle": lambda _reason: self._ask_vehicle(),
        }
        if self.page is not None and self.page.state in EDITABLE:
            places["lines"] = lambda _reason: self._type_lines()
        return places

    def _tab_of(self, goto: str) -> QWidget:
        tabs: dict[str, QWidget] = {
            "lines": self.workshop,
            "parts": self.workshop,
            "dispatch": self.workshop,
            "inspections": self.inspections,
            "handover": self.reception,
            "money": self.money,
            "passes": self.money,
            "supplements": self.supplements,
            **dict.fromkeys(("old_parts", "claims", "drop_claim"), self.returns),
        }
        return tabs.get(goto, self.tabs.currentWidget())

    def _ask_vehicle(self) -> None:
        if self.page is not None:
            self.vehicle_asked.emit(self.page.vehicle_id)

    # Showing

    def _show_counts(self, page: OrderPage) -> None:
        counts = {
            self.lines: len(page.lines),
            self.inspections: self.inspections.list.rows().rowCount(),
            self.supplements: self.supplements.list.rows().rowCount(),
            self.advice: self.advice.open_count(),
        }
        for tab, words in self._titles.items():
            count = counts.get(tab, 0)
            self.tabs.setTabText(self.tabs.indexOf(tab), f"{words} {count}" if count else words)

    def _show_step(self, page: OrderPage) -> None:
        from garage.ui.forms import order_steps  # noqa: PLC0415 - its forms are built when first needed

        following = order_steps.next_of(page, self._desk.today())
        if following is None:
            self.next.set_step("")
        else:
            self.next.set_step(following.text, following.reasons, shortcut=NEXT_KEYS)

    def _fill_menus(self, page: OrderPage) -> None:
        """What else can be done, and the papers there are."""
        from garage.ui.forms import order_steps, print_dispute, printing  # noqa: PLC0415

        self._print_menu.clear()
        self._print_menu.addActions(printing.print_menu(self, self._desk, page))
        self._print_menu.addActions(print_dispute.menu(self, self._desk, page))
        self._more_menu.clear()
        groups = order_steps.more_groups(self, self._desk, page)
        for group in groups:
            self._more_menu.addActions(group)
            self._more_menu.addSeparator()
        more = {action.objectName(): action for group in groups for action in group}
        self.advice.offer(more.get("recommend"))
        self.money.offer(more)
        self.returns.offer(more)
        self._more_menu.addAction(self._open_vehicle)
        self._print.setEnabled(not self._print_menu.isEmpty())

    # Going

    def _show_tab(self, tab: QWidget) -> None:
        """By its key: the keyboard goes along, where the tab has a list for it."""
        self.tabs.setCurrentWidget(tab)
        if tab.focusProxy() is not None:
            tab.setFocus()

    def _has_keyboard(self) -> bool:
        """Also while a form is open over the window."""
        here = self.window().focusWidget()
        return here is not None and self.isAncestorOf(here) and here.isVisibleTo(self)

    def _follow(self, tab: QWidget) -> None:
        """The order went on: so does the page, with the keyboard where it was in the tab before."""
        if self.tabs.isAncestorOf(self.window().focusWidget()):
            self._show_tab(tab)
        else:
            self.tabs.setCurrentWidget(tab)

    def _type_lines(self) -> None:
        self.tabs.setCurrentWidget(self.lines)
        self.lines.focus_grid()

    def judge(self, row: Coverage | None = None, verdict: Verdict | None = None) -> None:
        """Show what is promised on this car, or decide at once what one warranty is worth at this visit."""
        if self.page is not None and self.save():
            again = verdict_opening.judge(self, self._desk, self.page, row, verdict)
            self.reload()
            if again:
                self.notices.offer_case(self.page.id)

    def _take_up(self, row: AdviceRow) -> None:
        """Advice becomes a line of the estimate, or later a supplement that the customer answers."""
        page = self.page
        if page is None:
            return
        if page.state in EDITABLE:
            self.tabs.setCurrentWidget(self.lines)
            self.lines.add_advice(row)
        elif page.state in SUPPLEMENTED:
            from garage.ui.forms import ways_consent  # noqa: PLC0415 - its forms are built when first needed

            guarded(self, lambda: ways_consent.propose_advised(row)(self, self._desk, page))()
            self.reload()

    def at_the_gate(self) -> None:
        """What comes next with the live pass: out, back, or gone for good."""
        from garage.ui.forms import ways_gate  # noqa: PLC0415 - its forms are built when first needed

        if self.page is not None and self.save():
            page = self.page
            guarded(self, lambda: ways_gate.go_on(self, self._desk, page))()
            self.reload()

    def _natural_tab(self, state: OrderState) -> QWidget:
        return self._natural_tabs.get(state, self.lines)

    # Layout

    def _assemble(self) -> None:
        self._add_tabs()
        card = QFrame()
        card.setProperty("card", True)
        card.setObjectName("order_card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(6)
        layout.addWidget(self.head)
        layout.addWidget(self.notices)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(self._foot())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def _add_tabs(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setObjectName("order_tabs")
        self.tabs.setAccessibleName(_("Parts of the order"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self._titles: dict[QWidget, str] = {
            self.lines: _("Lines"),
            self.reception: _("Reception"),
            self.workshop: _("Workshop"),
            self.inspections: _("Inspections"),
            self.supplements: _("Supplements"),
            self.money: _("Money"),
            self.advice: _("Advice"),
            self.history: _("History"),
            self.returns: _("Warranty"),
        }
        self._records = [self.passes, *(tab for tab in self._titles if isinstance(tab, RecordsTab))]
        for number, (tab, title) in enumerate(self._titles.items(), 1):
            at = self.tabs.addTab(tab, title)
            self.tabs.setTabToolTip(at, f"{title} (Alt+{number})")
            make_action(
                self,
                title,
                lambda tab=tab: self._show_tab(tab),
                f"Alt+{number}",
                name=f"tab_{number}",
            )
        self.tabs.setCornerWidget(self.lines.tools)
        for words in (self.lines.tools, self.lines.state, self.lines.last_price):
            self.tabs.currentChanged.connect(
                lambda _at, words=words: words.setVisible(self.tabs.currentWidget() is self.lines)
            )

    def _foot(self) -> QHBoxLayout:
        self._open_vehicle = make_action(
            self, _("Customer and car"), self._ask_vehicle, "Ctrl+K", "person", name="open_vehicle"
        )
        self._print_menu, self._more_menu = QMenu(self), QMenu(self)
        self._print = _menu_button("print_menu", _("Print"), "print", self._print_menu)
        self._more = _menu_button("more_menu", _("More"), "list", self._more_menu)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for widget in (self._print, self._more):
            buttons.addWidget(widget)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addLayout(buttons)
        left.addWidget(self.lines.state)
        left.addWidget(self.lines.last_price)
        left.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addLayout(left)
        foot.addStretch(1)
        foot.addWidget(self.lines.totals, 0, Qt.AlignmentFlag.AlignTop)
        foot.addSpacing(16)
        foot.addWidget(self.next, 0, Qt.AlignmentFlag.AlignTop)
        return foot


def _menu_button(name: str, text: str, icon_name: str, menu: QMenu) -> QPushButton:
    button = QPushButton(icon(icon_name, "accent"), text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setMenu(menu)
    return button
