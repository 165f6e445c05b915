"""A short message at the bottom of a window that goes away by itself."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from garage.ui.kit.icons import IconLabel

Kind = Literal["ok", "info", "warn", "bad"]

_ICONS: dict[Kind, str] = {"ok": "check", "info": "info", "warn": "warning", "bad": "error"}
_SECONDS: dict[Kind, int] = {"ok": 4, "info": 5, "warn": 8, "bad": 8}
_MARGIN = 24


class Toast(QFrame):
    """One message; the newest replaces the former one, a click takes it away."""

    def __init__(
        self, window: QWidget, text: str, kind: Kind, action: tuple[str, Callable[[], object]] | None
    ) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self.setAccessibleName(text)
        self._label = QLabel(text)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(10)
        layout.addWidget(IconLabel(_ICONS[kind], "on_toast"))
        layout.addWidget(self._label, 1)
        if action is not None:
            layout.addWidget(self._button(*action))
        window.installEventFilter(self)
        QTimer.singleShot(_SECONDS[kind] * (2000 if action else 1000), self, self.close_softly)
        self._place()
        self.show()
        self.raise_()

    def text(self) -> str:
        """The words shown."""
        return self._label.text()

    def close_softly(self) -> None:
        """Take the message away."""
        self.hide()
        self.deleteLater()

    def mousePressEvent(self, event: QEvent) -> None:
        self.close_softly()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("toast_action")
        button.setAccessibleName(text)
        button.setProperty("link", True)

        def do() -> None:
            self.close_softly()
            act()

        button.clicked.connect(do)
        return button

    def _place(self) -> None:
        window = self.parentWidget()
        widest = max(200, min(640, window.width() - 2 * _MARGIN))
        spare = self.sizeHint().width() - self._label.sizeHint().width()
        one_line = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 4
        self._label.setMinimumWidth(min(one_line, widest - spare))
        self.setFixedWidth(min(one_line + spare, widest))
        self.resize(self.width(), self.heightForWidth(self.width()))
        left = (window.width() - self.width()) // 2
        self.move(left, window.height() - self.height() - _MARGIN)


def toast(
    parent: QWidget, text: str, kind: Kind = "ok", action: tuple[str, Callable[[], object]] | None = None
) -> Toast:
    """Say `text` at the bottom of the parent's window; `action` adds a link such as ("Undo", undo)."""
    window = parent.window()
    for former in window.findChildren(Toast):
        former.close_softly()
    return Toast(window, text, kind, action)
