"""Chips over a list, the chosen case at the right: how complaints, letters, campaigns and rework cases are worked off."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from garage.domain import pages
from garage.domain.numbers import Series
from garage.ui.desk import Desk
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.fresh import FreshPage, show_numbered


class Detail(Protocol):
    """What a page of cases asks of the card at the right."""

    row: Any

    def show_case(self, case_id: int, /) -> None: ...
    def show_nothing(self) -> None: ...
    def fit(self) -> None: ...


class CasePage(FreshPage):
    """A kind of case says below what it is; the page keeps list, card, chips and counts together.

    A page of its own makes `acts`, `list` and `detail`, then calls `_begin`.
    """

    series: Series
    """By whose numbers its documents are found."""
    chips: ChipBar
    list: ListView
    detail: Any
    """A Detail."""

    # What a kind of case says

    def _chip_words(self) -> Mapping[str, str]:
        """The lists there are, in their order, and the words of their chips."""
        raise NotImplementedError

    def _empty_words(self) -> Mapping[str, str]:
        """What stands in a list that is empty."""
        raise NotImplementedError

    def _counted(self) -> Mapping[Any, int]:
        """How many stand in each list; a list that nobody counts is left out."""
        raise NotImplementedError

    def _page(self, which: str, cursor: tuple[Any, ...] | None, limit: int) -> pages.Page[Any]:
        """Some rows of a list from a place on: `rows` and `next_cursor`."""
        raise NotImplementedError

    def _id_of(self, serial: str) -> int | None:
        """The case of a number, None when there is none."""
        raise NotImplementedError

    def _list_of(self, case_id: int) -> str:
        """The list that a case is shown in; raises KeyError when there is none."""
        raise NotImplementedError

    def _stays(self, case_id: int) -> bool:
        """Whether a case that the list does not show goes on being shown at the right."""
        raise NotImplementedError

    def _first_step(self) -> QAction | None:
        """What an empty list offers."""
        return None

    def _fit(self) -> None:
        """Acts and card as the case at the right wants them."""
        raise NotImplementedError

    # What the rest of the program asks for

    def show_document(self, no: str) -> bool:
        """Show the case of that number; False when there is none."""
        return show_numbered(no, self.series, self._id_of, self.show_case)

    def show_case(self, case_id: int) -> None:
        """Show this case wherever it stands; raises KeyError when there is none."""
        self._choose(self._list_of(case_id))
        self.list.rows().reload(case_id)
        if not self.list.select_key(case_id):
            self.list.clearSelection()  # further down than the list was read
        self.detail.show_case(case_id)
        self._fit()

    def show_chip(self, key: str) -> None:
        """Go to a list."""
        self._choose(key)
        self._go()

    def refresh(self) -> None:
        """Read everything anew; where the case shown left the list for good, the next one takes its place."""
        super().refresh()
        shown = self.detail.row
        self._say_counts()
        self.list.rows().reload(shown.id if shown is not None else None)
        if shown is not None and self._still(shown.id):
            self.detail.show_case(shown.id)
            self._fit()
        else:
            self._show_current()

    # Inside

    def _begin(self, desk: Desk, columns: Sequence[Column], sheet: Sequence[Column], first: str) -> None:
        """Bind list, chips and card; the list of `first` is chosen."""
        self._say_counts()
        self.chips.chip(first).setChecked(True)
        self.list.describe = lambda: self.chips.chip(self.chips.current()).text()
        self.list.set_model(KeysetModel(columns, self._fetch, lambda row: row.id, parent=self))
        self.list.sheet = sheet
        self.setFocusProxy(self.list)
        self.chips.chosen.connect(lambda _key: self._go())
        self.list.selected.connect(self._on_selected)
        self._say_empty()

    def _choose(self, key: str) -> None:
        self._outdated = False
        self.chips.chip(key).setChecked(True)
        self._say_counts()
        self._say_empty()

    def _go(self) -> None:
        """Another list; its first case gets the bar."""
        self._say_counts()
        self._say_empty()
        self.detail.show_nothing()
        self.list.rows().reload()
        self._show_current()

    def _still(self, case_id: int) -> bool:
        chosen = self.list.current_key()
        return chosen == case_id or (chosen is None and self._stays(case_id))

    def _show_current(self) -> None:
        if self.list.current_row() is None and self.list.rows().rowCount():
            self.list.selectRow(0)
        else:
            self._on_selected(self.list.current_row())

    def _on_selected(self, row: Any) -> None:
        if row is not None:
            self.detail.show_case(row.id)
        elif not self.list.rows().rowCount():
            self.detail.show_nothing()
        self._fit()

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        found = self._page(self.chips.current(), cursor if isinstance(cursor, tuple) else None, limit)
        return Page(found.rows, found.next_cursor)

    def _say_counts(self) -> None:
        counts = self._counted()
        self.chips.set_chips([(key, words, counts.get(key)) for key, words in self._chip_words().items()])

    def _say_empty(self) -> None:
        words = self._empty_words().get(self.chips.current(), "")
        if (step := self._first_step()) is not None:
            self.list.set_empty(words, step.text(), step.trigger)
        else:
            self.list.set_empty(words)


def drop_down(button: QPushButton, *groups: Sequence[QAction]) -> None:
    """The groups of acts in a menu under the button."""
    menu = QMenu(button)
    for group in groups:
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addActions(list(group))
    menu.exec(button.mapToGlobal(QPoint(0, button.height())))
    menu.deleteLater()
