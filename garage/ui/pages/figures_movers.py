"""Fast, slow and dead parts, and the value of the stock by group, as bars (F4, F6)."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from garage.domain.money import format_plain, format_yuan
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import movers, stock_limits
from garage.services.movers import WINDOW, GroupValue, Mover, Pace
from garage.ui.desk import Desk
from garage.ui.kit import theme
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.customer_parts import plain_label, set_tone
from garage.ui.pages.figures_columns import show_values

ALL = "all"


class MoversPanel(QWidget):
    """Parts by how they go: what was used in the window, how long the rest lasts, what lies dead."""

    part_opened = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("movers_panel")
        self._desk = desk
        self.rows: list[Mover] = []
        self.chips = ChipBar(name="paces")
        self.list = ListView(name="movers_list", title=_("Movers"))
        self.list.set_model(
            KeysetModel(_mover_columns(), self._page, lambda row: row.part_id, self._count, self)
        )
        self.list.describe = lambda: self.chips.chip(self.chips.current()).text()
        self.list.opened.connect(lambda row: self.part_opened.emit(row.part_id))
        self.about = plain_label("movers_about", "muted")
        self.worth = plain_label("movers_worth")
        self.chips.chosen.connect(lambda _key: self._show())
        foot = QHBoxLayout()
        foot.addWidget(self.list.footer)
        foot.addStretch(1)
        foot.addWidget(self.worth)
        set_tone(self.worth, "section")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.chips)
        layout.addWidget(self.about)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self.list)

    def show_costs(self, shown: bool) -> None:
        """Show what stock is worth, or keep it from whoever looks."""
        self.worth.setVisible(shown)
        show_values(self.list, shown)

    def refresh(self) -> None:
        """Read the use of the window anew."""
        self.rows = movers.movers(self._desk.today())
        counts = {pace: sum(row.pace is pace for row in self.rows) for pace in Pace}
        words = {
            Pace.FAST: _("Fast movers"),
            Pace.USED: _("Used now and then"),
            Pace.SLOW: _("Slow"),
            Pace.DEAD: _("Dead stock"),
        }
        chips = [(pace.value, words[pace], counts[pace]) for pace in Pace]
        self.chips.set_chips([*chips, (ALL, _("All"), len(self.rows))])
        limits = stock_limits.limits()
        text = _(
            "Use of the last {window} days. Slow: not used for {slow} days; dead: for {dead} (Settings)."
        )
        self.about.setText(text.format(window=WINDOW, slow=limits.slow, dead=limits.dead))
        self._show()

    def _show(self) -> None:
        shown = self._shown()
        self.worth.setText(
            _("{amount} on the shelf").format(amount=format_yuan(sum(row.value_fen for row in shown)))
        )
        nothing = {
            Pace.FAST: _("Nothing was asked for more than once."),
            Pace.SLOW: _("Nothing is slow."),
            Pace.DEAD: _("Nothing lies dead on the shelf."),
        }
        pace = self.chips.current()
        text = nothing.get(Pace(pace), "") if pace != ALL else ""
        self.list.set_empty(text or _("No part lies on the shelf or was used."))
        self.list.rows().reload()
        if self.list.current_row() is None and shown:
            self.list.selectRow(0)

    def _shown(self) -> list[Mover]:
        pace = self.chips.current()
        rows = [row for row in self.rows if pace in {ALL, row.pace.value}]
        if pace in {Pace.SLOW.value, Pace.DEAD.value}:  # where the most money lies comes first
            rows.sort(key=lambda row: (-row.value_fen, row.code))
        return rows

    def _count(self) -> int:
        return len(self._shown())

    def _page(self, cursor: object | None, limit: int) -> Page:
        rows = self._shown()
        first = cursor if isinstance(cursor, int) else 0
        return Page(rows[first : first + limit], first + limit if first + limit < len(rows) else None)


class GroupsPanel(QWidget):
    """What each group of parts is worth on the shelf, as bars; the darker end of a bar is dead."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("groups_panel")
        self._desk = desk
        self._rows: list[GroupValue] = []
        self.list = ListView(name="group_values", title=_("Stock value by group"))
        self.list.set_model(
            KeysetModel(
                self._columns(),
                lambda _cursor, _limit: Page(self._rows, None),
                lambda row: row.group,
                parent=self,
            )
        )
        self.list.set_empty(_("Nothing lies on the shelf. Goods are booked in under “Parts” and “Buying”."))
        self.list.setItemDelegateForColumn(4, _Bars(self.list, self._most))
        self.worth = plain_label("groups_worth")
        set_tone(self.worth, "section")
        key = QLabel(_("Bar: value on the shelf, its red end is dead stock."))
        key.setProperty("tone", "muted")
        foot = QHBoxLayout()
        foot.addWidget(self.list.footer)
        foot.addSpacing(16)
        foot.addWidget(key)
        foot.addStretch(1)
        foot.addWidget(self.worth)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self.list)

    def refresh(self) -> None:
        """Read what lies on the shelf anew."""
        self._rows = movers.value_by_group(movers.movers(self._desk.today()))
        self.list.rows().reload()
        whole = _("Stock value {amount} at average cost")
        self.worth.setText(whole.format(amount=format_yuan(self._whole())))

    def _whole(self) -> int:
        return sum(row.value_fen for row in self._rows)

    def _most(self) -> int:
        return max((row.value_fen for row in self._rows), default=0)

    def _columns(self) -> list[Column]:
        def share(row: GroupValue) -> str:
            whole = self._whole()
            return f"{row.value_fen * 100 / whole:.1f}%" if whole else "–"

        return [
            Column("group", _("Group"), 200, "left", lambda row: row.group or _("No group"), bold=True),
            Column("parts", _("Parts"), 84, "right", lambda row: f"{row.parts:,}", total=True),
            Column("value", _("Value"), 132, "right", lambda row: format_plain(row.value_fen), total=True),
            Column("share", _("Share"), 84, "right", share),
            Column("bar", "", 0, "left", lambda _row: ""),
            Column(
                "dead",
                _("Dead of it"),
                132,
                "right",
                lambda row: format_plain(row.dead_fen),
                _ink,
                total=True,
            ),
        ]


class _Bars(QStyledItemDelegate):
    """Value and dead value of a group against the dearest one."""

    def __init__(self, parent: ListView, most: object) -> None:
        super().__init__(parent)
        self._most = most

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        row: GroupValue = index.data(Qt.ItemDataRole.UserRole)
        most = self._most() if callable(self._most) else 0
        if not most:
            return
        box = QRectF(option.rect).adjusted(10, 9, -14, -9)
        long = box.width() * row.value_fen / most
        dead = box.width() * row.dead_fen / most
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for left, width, ink in ((0.0, long - dead, "accent"), (long - dead, dead, "bad")):
            if width > 0:
                painter.setBrush(theme.colour(ink))
                painter.drawRoundedRect(QRectF(box.x() + left, box.y(), max(width, 2), box.height()), 3, 3)
        painter.restore()


def _ink(row: GroupValue) -> str | None:
    return "bad" if row.dead_fen else "muted"


def _mover_columns() -> list[Column]:
    inks = {Pace.DEAD: "bad", Pace.SLOW: "warn"}

    def idle(row: Mover) -> str:
        return "–" if row.idle_days is None else f"{row.idle_days:,}"

    def lasts(row: Mover) -> str:
        return "–" if row.lasts_days is None else f"{row.lasts_days:,}"

    def turns(row: Mover) -> str:
        return "–" if row.turns_bp is None else f"{row.turns_bp / 100:,.2f}"

    return [
        Column("code", _("Code"), 116, "left", lambda row: row.code, bold=True),
        Column("name", _("Name"), 0, "left", lambda row: row.name),
        Column("group", _("Group"), 110, "left", lambda row: row.group),
        Column("bin", _("Bin"), 70, "left", lambda row: row.bin),
        Column("on_hand", _("On hand"), 84, "right", lambda row: format_quantity(row.on_hand_milli)),
        Column("unit", _("Unit"), 52, "left", lambda row: row.unit),
        Column("uses", _("Times used"), 106, "right", lambda row: f"{row.uses:,}"),
        Column("used", _("Quantity used"), 124, "right", lambda row: format_quantity(row.used_milli)),
        Column("lasts", _("Lasts days"), 92, "right", lasts),
        Column("idle", _("Idle days"), 92, "right", idle, lambda row: inks.get(row.pace)),
        Column("turns_fen", _("Turns a year"), 104, "right", turns),
        Column("value_fen", _("Value"), 110, "right", lambda row: format_plain(row.value_fen), total=True),
    ]
