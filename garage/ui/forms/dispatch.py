"""Dispatch: who does which line, in what shares, in which bay, how urgently (B1)."""

from typing import Any

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from garage.domain.decimals import format_decimal
from garage.domain.labels import label
from garage.domain.lines import LineKind
from garage.domain.orders import OrderState, Priority
from garage.domain.quantities import format_hours
from garage.errors import FieldError, StaleError
from garage.i18n import _
from garage.services import order_facts, orders, shop, workshop
from garage.services.order_lines import Line
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.fault import class_of, fault_choices
from garage.ui.forms.mechanics_table import MechanicsModel, MechanicsTable, dress
from garage.ui.forms.order_head import about, words
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon
from garage.ui.kit.remembered import recall, remember
from garage.ui.kit.tips import plain_tip

_FULL_BP = 10_000
_CARD_KEY = "dispatch/job_card"


class DispatchForm(FormDialog):
    """Lines at the top, all chosen at first if one has them all; the mechanics below belong to those chosen.

    Serves the first dispatch and every later change of hands.
    """

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        self._first = page.state is OrderState.AUTHORISED
        title = _("Dispatch") if self._first else _("Change mechanics or bay")
        super().__init__(parent, title, about(page), default_text=title, width=860)
        self.setObjectName("dispatch_form")
        self._desk = desk
        self._page = page
        self._lines = _labour(page)
        self._people = MechanicsModel(workshop.mechanics(), self)
        self._people.changed.connect(self._give_to_lines)
        self._shares: dict[int, dict[int, int]] = {}
        self._bay = self.add_field(
            "bay", _("Bay"), ChoiceField(choices=[(None, "–"), *((row[0], row[2]) for row in shop.bays())])
        )
        self._priority = self.add_field(
            "priority",
            _("Priority"),
            ChoiceField(choices=[(how, label(how)) for how in Priority]),
            beside=True,
        )
        self._fault = self.add_field(
            "fault_class", _("Fault class"), ChoiceField(choices=fault_choices()), beside=True
        )
        self.table = self._lines_table()
        self.mechanics = MechanicsTable(self._people)
        self.add_field("shares", _("Who does what"), self._tables())
        if not self._people.people:
            self.add_widget(
                words(_("Nobody is a mechanic yet: give somebody the role in the settings."), "warn")
            )
        self._card = self.add_field("job_card", _("Job card"), TickField(_("Print the job card afterwards")))

    @property
    def prints_card(self) -> bool:
        """Whether the job card is wanted after saving."""
        return self._card.value()

    def load(self) -> None:
        self._bay.set_value(self._page.bay_id)
        bays = shop.bays()
        if self._page.bay_id is None and len(bays) == 1:
            self._bay.set_value(bays[0][0])
        self._priority.set_value(self._page.priority)
        self._fault.set_value(class_of(self._page))
        self._card.set_value(recall(_CARD_KEY, "yes") == "yes")
        stored = order_facts.shares_of(self._page.id)
        self._shares = {line.id: stored.get(line.id) or self._suggestion(line) for line in self._lines}
        self._fill_lines()
        if len({tuple(shares.items()) for shares in self._shares.values()}) == 1:
            self.table.selectAll()
        else:
            self.table.selectRow(0)
        self.mechanics.setCurrentIndex(self._people.index(self._people.first_chosen(), 0))
        self.mechanics.setFocus()

    def contents(self) -> Any:
        return super().contents(), {line: dict(shares) for line, shares in self._shares.items()}

    def check(self) -> None:
        for row, line in enumerate(self._lines):
            shares = self._shares.get(line.id, {})
            if shares and sum(shares.values()) == _FULL_BP and min(shares.values()) > 0:
                continue
            self.table.selectRow(row)
            raise FieldError("shares", _wrong(line, shares))

    def save(self) -> None:
        act = workshop.dispatch if self._first else workshop.assign
        act(
            self._desk.by(),
            self._page.id,
            self._shares,
            bay_id=self._bay.value(),
            priority=self._priority.value(),
            fault_class=self._fault.value(),
            version=self._page.version,
        )
        remember(_CARD_KEY, "yes" if self.prints_card else "no")

    def renew(self) -> None:
        self._page = orders.open_page(self._page.id)
        self._lines = _labour(self._page)

    def keep_mine(self, error: StaleError) -> None:
        """Lines that came meanwhile are given to somebody too; those that went are left out."""
        self._shares = {line.id: self._shares.get(line.id) or self._suggestion(line) for line in self._lines}
        self._fill_lines()
        self.table.selectRow(0)

    def _suggestion(self, line: Line) -> dict[int, int]:
        """The freest of those who know the trade, else the freest of all."""
        people = self._people.people
        able = [one for one in people if line.trade is None or not one.trades or line.trade in one.trades]
        return workshop.even_shares([(able or people)[0].staff_id]) if people else {}

    def _chosen(self) -> list[Line]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self._lines[row] for row in rows]

    def _show_people(self, _new: QItemSelection, _old: QItemSelection) -> None:
        """The mechanics of the lines chosen; of several lines that differ, those of the first."""
        chosen = self._chosen()
        trades = frozenset(line.trade for line in chosen if line.trade is not None)
        at = self.mechanics.currentIndex()
        self._people.show_shares(self._shares.get(chosen[0].id, {}) if chosen else {}, trades)
        self.mechanics.setCurrentIndex(self._people.index(max(at.row(), 0), max(at.column(), 0)))

    def _give_to_lines(self) -> None:
        for line in self._chosen():
            self._shares[line.id] = dict(self._people.shares)
        self._fill_people()
        self.body.boxes["shares"].clear()

    def _fill_lines(self) -> None:
        self.table.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            trade = label(line.trade) if line.trade else ""
            for column, text in enumerate((line.name, trade, format_hours(line.hours_centi), "")):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setToolTip(plain_tip(text))
                if column == 2:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
        self._fill_people()

    def _fill_people(self) -> None:
        names = {one.staff_id: one.name for one in self._people.people}
        for row, line in enumerate(self._lines):
            shares = self._shares.get(line.id, {})
            item = self.table.item(row, 3)
            item.setText(shares_in_words(shares, names) or _("Nobody yet"))
            item.setToolTip(plain_tip(item.text()))

    def _lines_table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        table.setObjectName("labour_lines")
        table.setAccessibleName(_("Labour"))
        table.setHorizontalHeaderLabels([_("Job"), _("Trade"), _("Hours"), _("Mechanics")])
        table.horizontalHeaderItem(2).setTextAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        for column in (0, 1, 3):
            table.horizontalHeaderItem(column).setTextAlignment(
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            )
        dress(table, {0: 0, 1: 110, 2: 70, 3: 280})
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setFixedHeight(36 + 34 * min(max(len(self._lines), 2), 6))
        table.selectionModel().selectionChanged.connect(self._show_people)
        return table

    def _tables(self) -> QWidget:
        block = QWidget()
        block.setFocusProxy(self.table)
        layout = QVBoxLayout(block)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.table)
        row = QHBoxLayout()
        row.addWidget(
            words(
                _("Space gives the chosen lines to a mechanic, figures set the share; Ctrl+A chooses all."),
                "muted",
            ),
            1,
        )
        for place, team in enumerate(self._teams(), 1):
            row.addWidget(self._team_button(team, f"Alt+{place}"))
        layout.addLayout(row)
        self.mechanics.setFixedHeight(36 + 34 * min(max(self._people.rowCount(), 2), 6))
        layout.addWidget(self.mechanics)
        return block

    def _teams(self) -> list[str]:
        return sorted({one.team for one in self._people.people if one.team})

    def _team_button(self, team: str, shortcut: str) -> QPushButton:
        button = QPushButton(icon("person", "accent"), team.replace("&", "&&"))
        button.setObjectName(f"team_{team}")
        button.setAccessibleName(_("Team {team}").format(team=team))
        button.setProperty("chip", True)
        button.setAutoDefault(False)
        set_key(button, shortcut)
        button.setToolTip(plain_tip(f"{button.accessibleName()} ({shortcut})"))
        members = [one.staff_id for one in self._people.people if one.team == team]
        button.clicked.connect(lambda: self._people.choose(members))
        return button


def _labour(page: OrderPage) -> list[Line]:
    return [line for line in page.lines if line.kind is LineKind.LABOUR]


def shares_in_words(shares: dict[int, int], names: dict[int, str]) -> str:
    """李师傅 60 % · 王班长 40 %; one alone has no figure."""
    who = [(names.get(person, "?"), share) for person, share in shares.items()]
    if len(who) == 1 and who[0][1] == _FULL_BP:
        return who[0][0]
    return " · ".join(f"{name} {format_decimal(share, 2)} %" for name, share in who)


def _wrong(line: Line, shares: dict[int, int]) -> str:
    if not shares:
        return _("{line} has no mechanic.").format(line=line.name)
    return _("The shares of {line} do not make 100 %.").format(line=line.name)
