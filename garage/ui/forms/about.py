"""About the program: its version, where its files are, and the shortcuts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

import garage
from garage import paths
from garage.i18n import _
from garage.ui.kit import messages
from garage.ui.kit.button_keys import key_of


def tell_about(parent: QWidget, database: str) -> None:
    """Version and the folders that a person may look for."""
    facts = (
        (_("Version"), garage.__version__),
        (_("Database"), database),
        (_("Log"), str(paths.log_folder())),
        (_("Copies"), str(paths.backup_folder())),
        (_("Font"), "Noto Sans SC (SIL Open Font License)"),
    )
    text = "\n".join(f"{name}: {value}" for name, value in facts)
    messages.tell(parent, "Garage", text)


class ShortcutsDialog(QDialog):
    """Every shortcut there is, by where it works."""

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setWindowTitle(_("Shortcuts"))
        self.setAccessibleName(_("Shortcuts"))
        heading = QLabel(_("Shortcuts"))
        heading.setProperty("tone", "title")
        inside = QWidget()
        inside.setObjectName("form_body")
        grid = QGridLayout(inside)
        grid.setContentsMargins(24, 4, 24, 12)
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(1, 1)
        for title, lines in groups:
            self._add_group(grid, title, lines)
        grid.setRowStretch(grid.rowCount(), 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        close = QPushButton(_("Close"))
        close.setObjectName("close")
        close.setAccessibleName(close.text())
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 18, 0, 16)
        for part in (heading, close):
            part.setContentsMargins(24, 0, 24, 0)
        layout.addWidget(heading)
        layout.addWidget(scroll, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignHCenter)
        self.resize(560, min(640, self.screen().availableSize().height() - 80))

    def _add_group(self, grid: QGridLayout, title: str, lines: Sequence[tuple[str, str]]) -> None:
        heading = QLabel(title)
        heading.setProperty("tone", "section")
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
        for keys, words in lines:
            row = grid.rowCount()
            key_label = QLabel(keys)
            key_label.setProperty("tone", "muted")
            grid.addWidget(key_label, row, 0)
            grid.addWidget(QLabel(words), row, 1)


def keys_of(actions: Sequence[QAction]) -> list[tuple[str, str]]:
    """(keys, words) of the actions that have a shortcut."""
    native = QKeySequence.SequenceFormat.NativeText
    return [
        (
            " / ".join(keys.toString(native) for keys in action.shortcuts()),
            plain(action.text()),
        )
        for action in actions
        if action.shortcuts() and action.text()
    ]


def keys_in_sight(page: QWidget) -> list[tuple[str, str]]:
    """(keys, words) of everything on a page that answers to its keys now."""
    actions = [
        action
        for action in page.findChildren(QAction)
        if action.isEnabled() and isinstance(place := action.parent(), QWidget) and place.isVisible()
    ]
    buttons = [
        (key_of(button).toString(QKeySequence.SequenceFormat.NativeText), plain(button.text()))
        for button in page.findChildren(QAbstractButton)
        if button.isVisible() and button.isEnabled() and not key_of(button).isEmpty()
    ]
    return keys_of(actions) + buttons


def plain(text: str) -> str:
    """The words of an action without its mnemonic and dots."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def keys_everywhere() -> list[tuple[str, str]]:
    """The keys that work in every form and list."""
    return [
        ("Enter", _("Next field; in a list: open the row")),
        ("Ctrl+Enter", _("Save")),
        ("Esc", _("Back; asks only if something would be lost")),
        ("Alt+Down", _("Calendar of a date field")),
        ("Ctrl+D", _("Remove the line of a grid")),
        ("Ctrl+Up / Ctrl+Down", _("Move the line of a grid")),
        ("Ctrl+Z / Ctrl+Y", _("Take a change in a grid back, or forward again")),
    ]
