"""The one big button of a page: what happens next, or what is missing before it may."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from garage.errors import Reason
from garage.i18n import _, ngettext
from garage.ui.kit.button_keys import key_of, set_key
from garage.ui.kit.errors_bar import ReasonList
from garage.ui.kit.icons import icon

_SHOWN_AT_FIRST = 3


class NextStepButton(QWidget):
    """A primary button with the missing reasons as links under it.

    While reasons are missing the button looks disabled but a click unfolds all of them.
    """

    chosen = Signal()
    """The step may happen and was asked for."""
    blocked = Signal(object)
    """The step was asked for but these reasons (a tuple) are missing."""
    reason_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reasons: tuple[Reason, ...] = ()
        self.button = QPushButton()
        self.button.setObjectName("next_step")
        self.button.setProperty("primary", True)
        self.button.setProperty("big", True)
        self.button.setIconSize(QSize(22, 22))
        self.button.setAutoDefault(True)  # Enter presses it
        self.button.clicked.connect(self._on_clicked)
        self._list = ReasonList()
        self._list.reason_clicked.connect(self.reason_clicked)
        self._more = QPushButton()
        self._more.setObjectName("more_reasons")
        self._more.setProperty("link", True)
        self._more.clicked.connect(self._unfold)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.button)
        layout.addWidget(self._list)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_step("")

    def set_step(
        self,
        text: str,
        reasons: Sequence[Reason] = (),
        icon_name: str = "arrow-right",
        shortcut: str = "",
    ) -> None:
        """Offer the step `text`; with reasons it waits for them; "" means that nothing comes next."""
        self._reasons = tuple(reasons)
        waiting = bool(reasons)
        self.button.setText(text.replace("&", "&&"))
        self.button.setIcon(icon("lock" if waiting else icon_name, "muted" if waiting else "on_accent"))
        self.button.setAccessibleName(text)
        self.button.setAccessibleDescription("; ".join(reason.text for reason in reasons))
        set_key(self.button, shortcut)
        hint = key_of(self.button).toString(QKeySequence.SequenceFormat.NativeText)
        self.button.setToolTip(
            _("What is missing stands below.") if waiting else f"{text} ({hint})" * bool(hint)
        )
        self.button.setProperty("blocked", waiting)
        self.button.style().unpolish(self.button)
        self.button.style().polish(self.button)
        self._show_some()
        self._show_if_needed()

    def take_keyboard(self) -> None:
        """Enter does the step, when there is one."""
        if self.button.isVisible():
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ParentChange:
            self._show_if_needed()

    def _show_if_needed(self) -> None:
        """Never as a window of its own, before somebody has put it in its place."""
        if self.parentWidget() is not None:
            self.setVisible(bool(self.button.text()))

    def reasons(self) -> tuple[Reason, ...]:
        """What is missing."""
        return self._reasons

    def focus_reason(self) -> None:
        """The keyboard goes to the first reason; Enter follows it."""
        self.links()[0].setFocus()

    def links(self) -> list[QPushButton]:
        """The links shown."""
        return self._list.links()

    def _show_some(self) -> None:
        self._list.set_reasons(self._reasons[:_SHOWN_AT_FIRST])
        rest = len(self._reasons) - _SHOWN_AT_FIRST
        self._more.setVisible(rest > 0)
        self._more.setText(ngettext("and {count} more", "and {count} more", max(rest, 1)).format(count=rest))
        self._more.setAccessibleName(self._more.text())

    def _unfold(self) -> None:
        self._list.set_reasons(self._reasons)
        self._more.hide()

    def _on_clicked(self) -> None:
        if self._reasons:
            self._unfold()
            self.blocked.emit(self._reasons)
        else:
            self.chosen.emit()
