"""What is wrong, said beside the place where it is wrong: a line under a field, a panel of reasons."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.errors import Reason
from garage.i18n import _
from garage.ui.kit.icons import IconLabel, icon


class InlineError(QWidget):
    """Red words with an icon; takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("error", "bad", 16)
        self._icon.setFixedHeight(self.fontMetrics().height())
        self._label = QLabel()
        self._label.setProperty("tone", "bad")
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._label, 1)
        self.hide()

    def text(self) -> str:
        """The words shown, "" when none."""
        return self._label.text()

    def show_text(self, text: str) -> None:
        """Say `text`; "" hides the line."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self._show_if_needed()

    def clear(self) -> None:
        """Say nothing."""
        self.show_text("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ParentChange:
            self._show_if_needed()

    def _show_if_needed(self) -> None:
        """Never as a window of its own, before somebody has put it in its place."""
        self.setVisible(bool(self.text()) and self.parentWidget() is not None)


class ReasonList(QWidget):
    """Reasons as links, one under another; a click says which."""

    reason_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._links: list[QPushButton] = []

    def links(self) -> list[QPushButton]:
        """The buttons, in the order of the reasons."""
        return list(self._links)

    def set_reasons(self, reasons: Sequence[Reason]) -> None:
        """Show these in place of the former ones."""
        for link in self._links:
            self._layout.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = [self._link(reason) for reason in reasons]
        for link in self._links:
            self._layout.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(reasons))

    def _link(self, reason: Reason) -> QPushButton:
        link = QPushButton(reason.text.replace("&", "&&"))
        link.setObjectName(f"reason_{reason.code}")
        link.setAccessibleName(reason.text)
        link.setProperty("link", True)
        link.setAutoDefault(True)  # Enter follows it, also where no dialog is around
        if reason.goto:
            link.setIcon(icon("arrow-right", "accent"))
            link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.clicked.connect(lambda: self.reason_clicked.emit(reason))
        return link


class ReasonPanel(QFrame):
    """A framed list of reasons with a heading, as a form shows it above its buttons."""

    reason_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "bad")
        self._heading = QLabel(_("This is not possible yet:"))
        self._heading.setProperty("tone", "bad")
        self._list = ReasonList()
        self._list.reason_clicked.connect(self.reason_clicked)
        head = QHBoxLayout()
        head.addWidget(IconLabel("error", "bad"))
        head.addWidget(self._heading, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self._list)
        self.hide()

    def set_reasons(self, reasons: Sequence[Reason]) -> None:
        """Show these; none hides the panel."""
        self._list.set_reasons(reasons)
        self.setVisible(bool(reasons))

    def links(self) -> list[QPushButton]:
        """The buttons, in the order of the reasons."""
        return self._list.links()
