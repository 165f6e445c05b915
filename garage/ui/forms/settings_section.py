"""What the sections of the settings share: a heading with words that explain it over a form or over a list."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.i18n import _, ngettext
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.kit import messages
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

IN_USE, ALL = "in_use", "all"


class FormSection(FormDialog):
    """A form that stays where it is when it is saved."""

    def __init__(self, title: str, subtitle: str) -> None:
        super().__init__(None, title, subtitle)
        self.setWindowFlags(Qt.WindowType.Widget)
        self.back_button.hide()

    def accept(self) -> None:
        self.load()
        self.mark_clean()
        messages.toast(self, _("Saved"))

    def reject(self) -> None:
        self.window().close()

    def showEvent(self, event: QShowEvent) -> None:
        """As large as the window that holds it."""

    def grow_soon(self) -> None:
        """What comes to light scrolls: the save button stays in the window."""

    def sizeHint(self) -> QSize:
        return QSize(640, 480)


class ListSection(QWidget):
    """A list of things with what may be done to them; it reads anew whenever one of `areas` changes.

    `bare` leaves the heading and its words out, for a page that says them already.
    """

    areas: frozenset[Area] = frozenset()

    def __init__(self, desk: Desk, name: str, title: str, words: str = "", *, bare: bool = False) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName(name)
        self.setAccessibleName(title)
        heading = QLabel(title)
        heading.setProperty("tone", "title")
        about = QLabel(words)
        about.setProperty("tone", "muted")
        about.setWordWrap(True)
        self.top = QHBoxLayout()
        self.top.setSpacing(8)
        self.list = ListView(self, f"{name}_list", title)
        self.list.opened.connect(lambda _row: self.open_current())
        self.list.selected.connect(lambda _row: self.refresh_actions())
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        self._foot.addWidget(self.list.footer)
        self._foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(6)
        if bare:
            layout.setContentsMargins(0, 0, 0, 0)
        else:
            layout.setContentsMargins(24, 18, 24, 18)
            for part in (heading, about):
                layout.addWidget(part)
            layout.addSpacing(6)
        layout.addLayout(self.top)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._foot)
        desk.changed.connect(self._on_changed)

    # What a section says

    def open_current(self) -> None:
        """Enter on a row."""

    def refresh_actions(self) -> None:
        """The row under the bar changed: which actions fit it, and under what name."""

    def rows(self) -> Sequence[Any]:
        """Everything to be listed, for a section that gives no fetch of its own."""
        return ()

    # What happens

    def show_columns(
        self,
        columns: Sequence[Column],
        key_of: Callable[[Any], Hashable],
        fetch: Callable[[object | None, int], Page] | None = None,
    ) -> None:
        """List `rows`, or what `fetch` reads page by page."""
        everything = fetch or (lambda _cursor, _limit: Page(self.rows(), None))
        self.list.set_model(KeysetModel(columns, everything, key_of, parent=self))
        self.refresh()

    def refresh(self, keep: Hashable | None = None) -> None:
        """Read anew, the bar on the row with key `keep`."""
        self.list.rows().reload(keep)
        if self.list.current_row() is None and self.list.rows().rowCount():
            self.list.selectRow(0)
        self.refresh_actions()

    def add_button(
        self, text: str, slot: Callable[[], object], keys: str | None, symbol: str, *, primary: bool = False
    ) -> tuple[QAction, QPushButton]:
        """An action under the list; gives the action and its button."""
        action = make_action(self, text, slot, keys, symbol)
        button = QPushButton(icon(symbol, "on_accent" if primary else "text"), text)
        button.setObjectName(f"{action.objectName()}_button")
        button.setAccessibleName(text)
        button.setToolTip(action.toolTip())
        button.setProperty("primary", primary)
        button.setAutoDefault(False)
        button.clicked.connect(action.trigger)
        action.setProperty("symbol", symbol)
        self._foot.addWidget(button)
        return action, button

    def lead(self, next_step: tuple[QAction, QPushButton], otherwise: tuple[QAction, QPushButton]) -> None:
        """The blue button is the row's next step while it waits for one, else the other."""
        first = next_step if next_step[0].isEnabled() else otherwise
        for action, button in (next_step, otherwise):
            blue = button is first[1]
            if button.property("primary") != blue:
                button.setProperty("primary", blue)
                button.setIcon(icon(str(action.property("symbol")), "on_accent" if blue else "text"))
                button.style().unpolish(button)
                button.style().polish(button)

    def open_form(self, form: FormDialog) -> None:
        """Open a form over this section; what it saved gets the bar."""
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.saved.connect(self.refresh)
        form.open()

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if self.areas & areas:
            self.refresh()


class UseChips(ChipBar):
    """Chooses between what is in use and everything there ever was."""

    def show_counts(self, in_use: int | None, everything: int | None, said: str = "") -> None:
        """Show both chips, with their counts where they are known; `said` instead of "In use", for people."""
        self.set_chips([(IN_USE, said or _("In use"), in_use), (ALL, _("All"), everything)])

    @property
    def everyone(self) -> bool:
        """Whether what is out of use is shown as well."""
        return self.current() == ALL


def said_count(count: int) -> str:
    """How many were added, in words."""
    return ngettext("{count} added", "{count} added", count).format(count=count)
