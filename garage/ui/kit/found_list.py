"""A list with a line to type in above it: every key narrows it down, Up, Down and Enter go on in the list."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from garage.i18n import _
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import LineField
from garage.ui.kit.table_model import KeysetModel
from garage.ui.kit.table_view import ListView

LOOK_AFTER_MS = 120
MOST_FOUND = 60


class SearchLine(LineField):
    """Where to type or scan; Up, Down and Enter go on in the list below, Esc empties it."""

    stepped = Signal(int)
    entered = Signal()
    takes_scans = True

    def __init__(self, name: str, placeholder: str, title: str) -> None:
        super().__init__(placeholder=placeholder)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setToolTip(f"{title} (Ctrl+F)")
        self.addAction(icon("search", "muted"), self.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case _:
                super().keyPressEvent(event)


class FoundList(QWidget):
    """Search line, filters and list; the page says what is fetched and how it is laid out.

    `chosen` carries the row under the bar (None without one), `opened` the row that was opened, `new_wanted`
    that what was typed stands nowhere and Enter asks for a new one.
    """

    chosen = Signal(object)
    opened = Signal(object)
    new_wanted = Signal()

    def __init__(self, line: SearchLine, chips: ChipBar, view: ListView) -> None:
        super().__init__()
        self.line, self.chips, self.view = line, chips, view
        self._looked_for = ""
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._timer.timeout.connect(self.look)
        line.textChanged.connect(lambda _text: self._timer.start())
        line.stepped.connect(self._step)
        line.entered.connect(self._enter)
        view.selected.connect(self.chosen)
        view.opened.connect(self.opened)
        view.describe = self._describe

    def set_model(self, model: KeysetModel) -> None:
        """Put the rows in; the empty list and the footer then speak of what was looked for."""
        self._model = model
        model.counted.connect(self._say_empty)
        self.view.set_model(model)
        model.counted.connect(self._say_most)

    def typed(self) -> str:
        """What is looked for."""
        return self.line.text().strip()

    def look(self) -> None:
        """Search for what is typed now and put the bar on the best hit."""
        self._timer.stop()
        if self.typed() != self._looked_for:
            self._looked_for = self.typed()
            self._show_anew()

    def reload(self, keep: int | None = None) -> None:
        """Read anew; the bar stays where it was, or goes to the row with the key `keep`."""
        self._model.reload(keep)
        if self.view.current_row() is None and self._model.rowCount() and keep is None:
            self.view.selectRow(0)

    def _describe(self) -> str:
        """The filter and what is looked for, in a line."""
        key = self.chips.current()
        chip = self.chips.chip(key).text().replace("&&", "&") if key else ""
        return " · ".join(word for word in (chip, self._looked_for) if word)

    def _say_empty(self) -> None:
        """Words for a list without rows."""

    def _say_most(self) -> None:
        if self._looked_for and self._model.rowCount() >= MOST_FOUND:
            words = _("The best {count} shown; type more to narrow them down.")
            self.view.footer.setText(words.format(count=MOST_FOUND))

    def _show_anew(self) -> None:
        self.reload()
        if self._model.rowCount():
            self.view.selectRow(0)
            self.view.scrollToTop()

    def _type(self, text: str) -> None:
        """Put `text` in without searching for it now."""
        self._looked_for = text
        self.line.setText(text)
        self._timer.stop()

    def _step(self, by: int) -> None:
        self.look()
        last = self._model.rowCount() - 1
        if last >= 0:
            row = max(0, min(last, self.view.currentIndex().row() + by))
            self.view.selectRow(row)
            self.view.scrollTo(self._model.index(row, 0))

    def _enter(self) -> None:
        self.look()
        if self._model.rowCount():
            self.view.setFocus()
        else:
            self.new_wanted.emit()
