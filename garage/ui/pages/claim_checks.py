"""The audit check list of a claim on screen: what the program verified, and what somebody ticks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from garage.domain.claim_checks import Check
from garage.errors import Reason
from garage.i18n import _
from garage.ui.forms.order_head import words
from garage.ui.kit.icons import IconLabel, icon

_SIGN_WIDTH = 26
_GO = {"report", "lines", "photos", "questions", "approval", "major"}
"""Places that put an item right."""


class CheckItem(QFrame):
    """One item: a tick for a person, or a sign of the program with the way to what is missing."""

    ticked = Signal(str, bool)
    asked = Signal(object)

    def __init__(self, check: Check, *, may: bool) -> None:
        super().__init__()
        self.check = check
        self.setObjectName(f"check_{check.code}")
        self.setProperty("row", True)
        done = _("done") if check.ok else _("open")
        self.setAccessibleName(f"{check.text}: {done} {check.detail}".strip())
        self._settles: QWidget | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.setSpacing(4)
        row.addWidget(self._sign(may=may), 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(1)
        said.addWidget(words(check.text))
        if check.detail:
            said.addWidget(words(check.detail, "muted" if check.ok else "warn"))
        row.addLayout(said, 1)
        if may and not check.ok and check.goto in _GO:
            row.addWidget(self._way(), 0, Qt.AlignmentFlag.AlignTop)

    def settles(self) -> QWidget | None:
        """The tick or the way that settles it, None where there is neither."""
        return self._settles

    def _sign(self, *, may: bool) -> QWidget:
        if not (self.check.by_hand and may):
            sign = IconLabel("check" if self.check.ok else "warning", "ok" if self.check.ok else "warn", 18)
            sign.setFixedWidth(_SIGN_WIDTH)
            sign.setToolTip(_("Ticked by hand") if self.check.by_hand else _("Verified by the program"))
            return sign
        self.tick = self._settles = QCheckBox()
        self.tick.setObjectName(f"tick_{self.check.code}")
        self.tick.setAccessibleName(self.check.text)
        self.tick.setToolTip(_("Somebody has looked at it (Space)"))
        self.tick.setFixedWidth(_SIGN_WIDTH)
        self.tick.setChecked(self.check.ok)
        # not `toggled`: Qt still works on the box after that, and a tick draws the list anew
        self.tick.clicked.connect(lambda on: self.ticked.emit(self.check.code, on))
        return self.tick

    def _way(self) -> QPushButton:
        way = self._settles = QPushButton(icon("arrow-right", "accent"), _("Put it right"))
        way.setObjectName(f"right_{self.check.code}")
        way.setAccessibleName(f"{_('Put it right')}: {self.check.text}")
        way.setProperty("link", True)
        way.setAutoDefault(True)
        way.clicked.connect(
            lambda: self.asked.emit(Reason(self.check.code, self.check.text, self.check.goto))
        )
        return way


class ChecksView(QScrollArea):
    """All items, open ones in words of what is missing; the keyboard stays on the item it was on."""

    ticked = Signal(str, bool)
    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("claim_checks")
        self.setAccessibleName(_("Audit"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.items: list[CheckItem] = []

    def show_checks(self, checks: Sequence[Check], *, may: bool) -> None:
        """Show these items; `may` while the report may still be put right."""
        focused, at = QApplication.focusWidget(), self.verticalScrollBar().value()
        had = focused is not None and self.isAncestorOf(focused)
        name = focused.objectName() if focused is not None else ""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 4, 4, 4)
        column.setSpacing(2)
        self.items = [CheckItem(check, may=may) for check in checks]
        for item in self.items:
            item.ticked.connect(self.ticked)
            item.asked.connect(self.asked)
            column.addWidget(item)
        column.addStretch(1)
        self.setWidget(inside)
        before: QWidget = self
        for part in filter(None, (item.settles() for item in self.items)):
            QWidget.setTabOrder(before, part)  # new ones come last in the window otherwise
            before = part
        self.verticalScrollBar().setValue(at)
        if had and (back := inside.findChild(QWidget, name)) is not None:
            back.setFocus()

    def go_to_open(self) -> None:
        """The keyboard goes to the first item that is open and can be settled here."""
        for item in self.items:
            if not item.check.ok and (part := item.settles()) is not None:
                part.setFocus()
                self.ensureWidgetVisible(item)
                return
