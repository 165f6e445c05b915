"""Several one-line values under one label: phones of a customer, numbers of a part."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from garage.errors import FieldError
from garage.i18n import _
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import LineField


class ListField(QWidget):
    """Lines that can be added and removed; empty ones do not count.

    `parse` turns one line into its stored form and may raise FieldError; `show` turns it back.
    """

    edited = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        add_text: str = "",
        parse: Callable[[str], str] = str.strip,
        show: Callable[[str], str] = str,
        limit: int = 60,
        *,
        takes_scans: bool = False,
    ) -> None:
        super().__init__(parent)
        self.field_name = "value"
        self._parse = parse
        self._show = show
        self._limit = limit
        self._takes_scans = takes_scans
        self._lines: list[LineField] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.add_button = QPushButton(icon("plus", "accent"), add_text or _("Add"))
        self.add_button.setObjectName("add_line")
        self.add_button.setAccessibleName(self.add_button.text())
        self.add_button.setProperty("link", True)
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(lambda: self.add_line().setFocus())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._rows)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_line()

    def lines(self) -> list[LineField]:
        """The lines on screen."""
        return list(self._lines)

    def add_line(self, text: str = "") -> LineField:
        """A further line."""
        line = LineField(limit=self._limit)
        line.takes_scans = self._takes_scans
        line.setText(text)
        line.textEdited.connect(self.edited)
        line.editingFinished.connect(lambda: self._tidy(line))
        remove = QToolButton()
        remove.setIcon(icon("close", "muted"))
        remove.setToolTip(_("Remove"))
        remove.setAccessibleName(_("Remove"))
        remove.setObjectName("remove_line")
        remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(line, 1)
        layout.addWidget(remove)
        remove.clicked.connect(lambda: self._remove(line, row))
        self._rows.addWidget(row)
        row.show()
        if self._lines:
            self.setTabOrder(self._lines[-1], line)
        self.setTabOrder(line, self.add_button)
        self._lines.append(line)
        self._name_lines()
        return line

    def value(self) -> list[str]:
        """The lines typed, each read by `parse`; raises FieldError(field_name) for the first that is wrong."""
        return [self._read(line) for line in self._lines if line.text().strip()]

    def set_value(self, values: Sequence[str] | None) -> None:
        """Show these, and one empty line when there are none; the first line keeps its place among the fields."""
        texts = [self._show(value) if value else "" for value in values or [""]]
        for line in self._lines[len(texts) :]:
            self._drop(line.parentWidget())
        del self._lines[len(texts) :]
        for line, text in zip(self._lines, texts, strict=False):
            line.setText(text)
        for text in texts[len(self._lines) :]:
            self.add_line(text)

    def raw(self) -> list[str]:
        """The lines as they stand."""
        return [line.text() for line in self._lines if line.text()]

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        for line in self._lines:
            if self._is_wrong(line):
                line.setFocus(reason)
                return
        self._lines[0].setFocus(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat()
        if enter and self._lines[-1].hasFocus():  # on the button, the next Enter would add lines for ever
            self.add_button.setFocus()
            self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._name_lines()  # the form has given its label by now
        super().showEvent(event)

    def _is_wrong(self, line: LineField) -> bool:
        try:
            if line.text().strip():
                self._parse(line.value())
        except FieldError:
            return True
        return False

    def _tidy(self, line: LineField) -> None:
        """Write what was understood in its usual form, as every parsed field does."""
        if line.text().strip() and not self._is_wrong(line):
            line.setText(self._show(self._parse(line.text())))

    def _read(self, line: LineField) -> str:
        try:
            return self._parse(line.value())
        except FieldError as error:
            raise FieldError(self.field_name, error.text) from None

    def _remove(self, line: LineField, row: QWidget) -> None:
        if self._lines == [line]:
            line.clear()
        else:
            self._lines.remove(line)
            self._drop(row)
        self._name_lines()
        self.edited.emit()

    def _drop(self, row: QWidget) -> None:
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _name_lines(self) -> None:
        for number, line in enumerate(self._lines, start=1):
            line.setObjectName(f"line_{number}")
            line.setAccessibleName(f"{self.accessibleName()} {number}".strip())
