"""Small pieces of the customers' page: a fact under its caption, short lists, a button for an action."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.ui.kit.actions import call
from garage.ui.kit.icons import IconLabel
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

SHORT = 96
"""Height that a list asks for where the page gives it all room that is left, in pixels."""


def set_tone(label: QLabel, tone: str) -> None:
    """Dress a label in another tone of the style sheet."""
    label.setProperty("tone", tone)
    label.style().unpolish(label)
    label.style().polish(label)


def plain_label(name: str, tone: str = "", *, wraps: bool = False) -> QLabel:
    """Words that can be marked and copied."""
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(wraps)
    if tone:
        label.setProperty("tone", tone)
    return label


def action_button(action: QAction, *, primary: bool = False) -> QPushButton:
    """A button that does what `action` does, enabled as it is."""
    button = QPushButton(action.text())
    if not primary:
        button.setIcon(action.icon())
    button.setObjectName(f"{action.objectName()}_button")
    button.setAccessibleName(action.text())
    button.setToolTip(action.toolTip())
    button.setProperty("primary", primary)
    button.setAutoDefault(True)  # Enter presses it
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    button.setEnabled(action.isEnabled())
    return button


def set_primary(action: QAction, button: QPushButton, *, primary: bool) -> None:
    """Whether this is the one blue button in sight."""
    if button.property("primary") == primary:
        return
    button.setProperty("primary", primary)
    button.setIcon(QIcon() if primary else action.icon())
    button.style().unpolish(button)
    button.style().polish(button)


def rename(action: QAction, button: QPushButton, text: str) -> None:
    """Another name for what `action` and its button do, in their tips too."""
    call(action, text)
    button.setText(text)
    button.setAccessibleName(text)
    button.setToolTip(action.toolTip())


class Fact(QWidget):
    """One value under its caption, a word about it below; a tone comes with a sign, never with colour alone."""

    def __init__(self, name: str, caption: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._caption = caption
        title = QLabel(caption)
        title.setProperty("tone", "muted")
        self._sign = IconLabel("warning", "warn", 16)
        self.value = plain_label(f"{name}_value")
        self.about = plain_label(f"{name}_about", "muted")
        line = QHBoxLayout()
        line.setSpacing(5)
        line.addWidget(self._sign)
        line.addWidget(self.value, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addWidget(title)
        layout.addLayout(line)
        layout.addWidget(self.about)

    def show_value(self, text: str, about: str = "", tone: str = "") -> None:
        """Show `text` and a word about it, in `tone` "warn" or "bad" with a sign."""
        self.value.setText(text or "–")
        self.about.setText(about)
        set_tone(self.value, tone)
        set_tone(self.about, tone or "muted")
        self._sign.set_icon("error" if tone == "bad" else "warning", tone or "muted")
        self._sign.setVisible(bool(tone))
        self.setAccessibleName(f"{self._caption}: {text} {about}".strip())


class ShortList(ListView):
    """A list that is whole at once: `show_rows` replaces it."""

    def __init__(
        self, name: str, title: str, columns: Sequence[Column], key_of: Callable[[Any], Hashable], empty: str
    ) -> None:
        super().__init__(name=name, title=title)
        self._all: Sequence[Any] = ()
        self.set_model(
            KeysetModel(columns, lambda _cursor, _limit: Page(self._all, None), key_of, parent=self)
        )
        self.set_empty(empty)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), SHORT)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; the bar stays on the row it was on."""
        self._all = rows
        self.rows().reload()
