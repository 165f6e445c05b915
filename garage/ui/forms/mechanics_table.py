"""The mechanics who can be sent to a line: who is able, how much is on their hands, what share they get."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from garage.domain.decimals import format_decimal, parse_decimal
from garage.domain.labels import label
from garage.domain.lines import WorkType
from garage.domain.quantities import format_hours
from garage.errors import FieldError
from garage.i18n import _
from garage.services.workshop import Load, even_shares
from garage.ui.kit import theme
from garage.ui.kit.icons import icon

Index = QModelIndex | QPersistentModelIndex

NAME, TRADES, TEAM, LOAD, SHARE = range(5)
_FULL_BP = 10_000


class MechanicsModel(QAbstractTableModel):
    """One row a mechanic; ticking one shares the line out evenly, a share typed stands."""

    changed = Signal()

    def __init__(self, people: Sequence[Load], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.people = list(people)
        self.shares: dict[int, int] = {}
        self.wanted: frozenset[WorkType] = frozenset()
        self._titles = (_("Mechanic"), _("Trades"), _("Team"), _("Hours open"), _("Share %"))

    def show_shares(self, shares: Mapping[int, int], wanted: frozenset[WorkType]) -> None:
        """Show who has the lines chosen; `wanted` are the trades of those lines."""
        self.beginResetModel()
        self.shares = dict(shares)
        self.wanted = wanted
        self.endResetModel()

    def choose(self, people: Sequence[int]) -> None:
        """These and nobody else, in even shares."""
        self.show_shares(even_shares(people) if people else {}, self.wanted)
        self.changed.emit()

    def first_chosen(self) -> int:
        """Row of the first mechanic chosen, 0 when none is."""
        return next((row for row, one in enumerate(self.people) if one.staff_id in self.shares), 0)

    def fits(self, person: Load) -> bool:
        """Whether a mechanic knows every trade that is wanted; one without trades on file does everything."""
        return not person.trades or self.wanted <= person.trades

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() == NAME:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() == SHARE and self.people[index.row()].staff_id in self.shares:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        person, column = self.people[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._words(person, column)
            case Qt.ItemDataRole.CheckStateRole if column == NAME:
                chosen = person.staff_id in self.shares
                return Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.DecorationRole if column == TRADES and self.wanted:
                return icon("check", "ok") if self.fits(person) else icon("warning", "warn")
            case Qt.ItemDataRole.ToolTipRole if column == TRADES and not self.fits(person):
                return _("Not the trade of this work")
            case Qt.ItemDataRole.ForegroundRole if column != SHARE and not self.fits(person):
                return theme.colour("muted")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        person = self.people[index.row()].staff_id
        if role == Qt.ItemDataRole.CheckStateRole:
            chosen = [one for one in self.shares if one != person]
            if Qt.CheckState(value) == Qt.CheckState.Checked:
                chosen.append(person)
            self._take(even_shares(chosen) if chosen else {})
            return True
        try:
            share_bp = parse_decimal(str(value).replace("%", ""), places=2, limit=_FULL_BP, field="shares")
        except FieldError:
            return False
        others = [one for one in self.shares if one != person]
        shares = {**self.shares, person: share_bp}
        if len(others) == 1:  # of two, the other gets the rest
            shares[others[0]] = _FULL_BP - share_bp
        self._take(shares)
        return True

    def _take(self, shares: dict[int, int]) -> None:
        self.shares = shares
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.changed.emit()

    def _words(self, person: Load, column: int) -> str:
        if column == NAME:
            return person.name
        if column == TRADES:
            return _(", ").join(label(trade) for trade in sorted(person.trades)) or _("All trades")
        if column == TEAM:
            return person.team
        if column == LOAD:
            return format_hours(person.open_hours_centi)
        return format_decimal(self.shares[person.staff_id], 2) if person.staff_id in self.shares else ""


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in {LOAD, SHARE} else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class MechanicsTable(QTableView):
    """Space chooses the mechanic under the bar, digits type a share."""

    def __init__(self, model: MechanicsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mechanics")
        self.setAccessibleName(_("Mechanics"))
        self.setModel(model)
        dress(self, {TRADES: 0, NAME: 130, TEAM: 90, LOAD: 96, SHARE: 84})
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        if not at.isValid() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            box = at.siblingAtColumn(NAME)
            checked = box.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            wanted = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
            self.model().setData(box, wanted, Qt.ItemDataRole.CheckStateRole)
        elif event.text().isdigit():
            self.setCurrentIndex(at.siblingAtColumn(SHARE))
            self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AnyKeyPressed, event)
        else:
            super().keyPressEvent(event)


def dress(table: QTableView, widths: Mapping[int, int]) -> None:
    """Rows like the lists of the program; width 0 takes the room that is left."""
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
    table.horizontalHeader().setHighlightSections(False)
    for column, width in widths.items():
        if width:
            table.setColumnWidth(column, width)
        else:
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
