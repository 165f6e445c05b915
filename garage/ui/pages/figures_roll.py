"""收发存 on screen: any days, per part or per group, and behind each figure its movements."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from garage.domain.money import format_yuan
from garage.domain.roll_forward import GroupFlow, PartFlow, by_group, total
from garage.domain.search import fold, name_terms
from garage.i18n import _
from garage.services import roll_forward
from garage.ui.desk import Desk
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.found_list import SearchLine
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.customer_parts import ShortList, plain_label, set_tone
from garage.ui.pages.figures_columns import (
    group_columns,
    kind_columns,
    move_columns,
    part_columns,
    show_values,
)
from garage.ui.pages.figures_period import PeriodBar

PARTS, GROUPS, IN_GROUP = "parts", "groups", "in_group"
_PART_OF_MOVE, _WHO_MOVED = 3, 6
_PIECES_OF_KIND = 3
"""Columns that say nothing below a part, or below a group of several units: pieces and litres do not add up."""


class RollPanel(QWidget):
    """The figures of the period; the row under the bar shows its kinds and movements below."""

    part_opened = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("roll_panel")
        self._parts: list[PartFlow] = []
        self._opened = ""
        self.period = PeriodBar(desk)
        self.line = SearchLine("roll_search", _("Code, name or initials"), _("Find a part in the figures"))
        self.chips = ChipBar(name="roll_by")
        self.chips.set_chips(_kinds_of_rows())
        self.by_part = self._list("roll_list", _("Stock roll-forward"), part_columns(), "part_id")
        self.by_group = self._list("roll_groups", _("Stock roll-forward by group"), group_columns(), "group")
        self.stack = QStackedWidget()
        self.sums = plain_label("roll_sums")
        self.kinds = ShortList(
            "roll_kinds",
            _("By kind"),
            kind_columns(),
            lambda row: row.kind,
            _("Nothing moved in these days."),
        )
        self.moves = ListView(name="roll_movements", title=_("Stock movements"))
        self.moves.set_model(KeysetModel(move_columns(), self._moved, lambda row: row.id, parent=self))
        self.moves.set_empty(_("Nothing moved in these days."))
        self._build()
        self._connect()
        self.setFocusProxy(self.line)

    @property
    def view(self) -> ListView:
        """The list in sight."""
        return self.by_group if self.chips.current() == GROUPS else self.by_part

    @property
    def group(self) -> str | None:
        """The group under the bar where groups are listed, or whose parts are; None for everything."""
        if self.chips.current() == IN_GROUP:
            return self._opened
        row = self.by_group.current_row() if self.view is self.by_group else None
        return row.group if row is not None else None

    def show_costs(self, shown: bool) -> None:
        """Show what stock is worth, or keep it from whoever looks."""
        self.sums.setVisible(shown)
        for view in (self.by_part, self.by_group, self.kinds, self.moves):
            show_values(view, shown)

    def refresh(self) -> None:
        """Read the ledger anew; the bar stays where it is."""
        self._parts = roll_forward.roll(self.period.period)
        self.show_rows()

    def _say_sums(self) -> None:
        """Of all parts, or of those of the group that was opened."""
        whole = total(row.flow for row in self._within())
        text = _("Opening {opening}  +  in {came}  −  out {went}  =  closing {closing}")
        self.sums.setText(
            text.format(
                opening=format_yuan(whole.opening_fen),
                came=format_yuan(whole.came_fen),
                went=format_yuan(whole.went_fen),
                closing=format_yuan(whole.closing_fen),
            )
        )

    def show_rows(self) -> None:
        """List what is looked for, per part or per group, and what stands behind the row under the bar."""
        self._say_sums()
        self.stack.setCurrentWidget(self.view)
        of_groups = self.view is self.by_group
        self.line.setPlaceholderText(
            _("Group, or its initials") if of_groups else _("Code, name or initials")
        )
        for view in (self.by_part, self.by_group):
            view.footer.setVisible(view is self.view)
        of_part = self.view is self.by_part
        self.moves.setColumnHidden(_PART_OF_MOVE, of_part)
        self.moves.setColumnHidden(_WHO_MOVED, not of_part)
        self.view.rows().reload()
        if self.view.current_row() is None and self.view.rows().rowCount():
            self.view.selectRow(0)
        self._show_behind()

    # Inside

    def _list(self, name: str, title: str, columns: Sequence[Column], key: str) -> ListView:
        view = ListView(name=name, title=title)

        def fetch(cursor: object | None, limit: int) -> Page:
            rows = self._looked_for()
            first = cursor if isinstance(cursor, int) else 0
            return Page(rows[first : first + limit], first + limit if first + limit < len(rows) else None)

        view.set_model(
            KeysetModel(
                columns,
                fetch,
                lambda row: getattr(row, key),
                lambda: len(self._looked_for()),
                parent=self,
            )
        )
        view.set_empty(
            _("No stock and no movement in these days. Goods are booked in under “Parts” and “Buying”.")
        )
        view.describe = self._describe
        return view

    def _looked_for(self) -> Sequence[Any]:
        typed = fold(self.line.text())
        if self.view is self.by_group:
            groups = by_group(self._parts)
            return [row for row in groups if not typed or any(typed in one for one in name_terms(row.group))]
        return [row for row in self._within() if not typed or _fits(row, typed)]

    def _within(self) -> list[PartFlow]:
        if self.chips.current() != IN_GROUP:
            return self._parts
        return [row for row in self._parts if row.group == self._opened]

    def _describe(self) -> str:
        group = _group_words(self._opened) if self.chips.current() == IN_GROUP else ""
        return " · ".join(filter(None, (self.period.words(), group, self.line.text().strip())))

    def _behind(self) -> dict[str, Any]:
        """What the row under the bar narrows the movements down to."""
        match self.view.current_row():
            case PartFlow(part_id=part_id):
                return {"part_id": part_id}
            case GroupFlow(group=group):
                return {"group": group}
        return {}

    def _moved(self, cursor: object | None, limit: int) -> Page:
        chosen = self.kinds.current_row()
        side = {"side": chosen.kind} if chosen is not None else {}
        of: Any = cursor
        page = roll_forward.movements(self.period.period, of, limit, **self._behind(), **side)
        return Page(page.rows, page.next_cursor)

    def _show_behind(self) -> None:
        row = self.view.current_row()
        mixed = self.view is self.by_group and not (row is not None and row.unit)
        self.kinds.setColumnHidden(_PIECES_OF_KIND, mixed)
        self.kinds.clearSelection()
        self.kinds.show_rows(roll_forward.by_kind(self.period.period, **self._behind()))
        self._show_moves()

    def _show_moves(self) -> None:
        self.moves.rows().reload()
        self.moves.scrollToTop()

    def _step(self, by: int) -> None:
        last = self.view.rows().rowCount() - 1
        if last >= 0:
            self.view.selectRow(max(0, min(last, self.view.currentIndex().row() + by)))

    def _go_to_list(self) -> None:
        self.view.setFocus()

    def _open(self, row: Any) -> None:
        if isinstance(row, PartFlow):
            self.part_opened.emit(row.part_id)
        else:  # the parts of the group are what one asks for next
            self._opened = row.group
            self.line.clear()
            self.chips.set_chips([*_kinds_of_rows(), (IN_GROUP, _group_words(row.group), None)])
            self.chips.choose(IN_GROUP)
            self.view.setFocus()

    def _connect(self) -> None:
        self.period.chosen.connect(self.refresh)
        self.chips.chosen.connect(lambda _key: self.show_rows())
        self.line.textChanged.connect(lambda _text: self.show_rows())
        self.line.stepped.connect(self._step)
        self.line.entered.connect(self._go_to_list)
        for view in (self.by_part, self.by_group):
            view.selected.connect(lambda _row: self._show_behind())
            view.opened.connect(self._open)
        self.kinds.selected.connect(lambda _row: self._show_moves())
        self.moves.describe = self._describe
        self.moves.opened.connect(lambda row: self.part_opened.emit(row.part_id))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.period)
        head.addWidget(self.line, 1)
        head.addWidget(self.chips)
        for view in (self.by_part, self.by_group):
            self.stack.addWidget(view)
        foot = QHBoxLayout()
        for view in (self.by_part, self.by_group):
            foot.addWidget(view.footer)
        foot.addStretch(1)
        foot.addWidget(self.sums)
        set_tone(self.sums, "section")
        upper, lower = QWidget(), QWidget()
        top = QVBoxLayout(upper)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(6)
        top.addWidget(self.stack, 1)
        top.addLayout(foot)
        below = QHBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(12)
        below.addWidget(self.kinds, 4)
        below.addWidget(self.moves, 5)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setObjectName("roll_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(10)
        split.addWidget(upper)
        split.addWidget(lower)
        split.setSizes([6_200, 3_800])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(split, 1)


def _kinds_of_rows() -> list[tuple[str, str, int | None]]:
    return [(PARTS, _("Per part"), None), (GROUPS, _("Per group"), None)]


def _group_words(group: str) -> str:
    return group or _("No group")


def _fits(row: PartFlow, typed: str) -> bool:
    return any(typed in term for term in (fold(row.code), fold(row.group), *name_terms(row.name)))
