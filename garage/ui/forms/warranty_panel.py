"""What is still under repair warranty on this car, with the days and kilometres left (A5)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.i18n import _, ngettext
from garage.services.vehicle_history import OpenWarrantyRow
from garage.ui.kit.icons import IconLabel
from garage.ui.kit.tips import plain_tip

SHOWN = 2


def say_left(row: OpenWarrantyRow) -> str:
    """Days and kilometres left of one line."""
    days = ngettext("{n} day", "{n} days", row.days_left).format(n=row.days_left)
    return _("{days} / {km} km left").format(days=days, km=f"{row.km_left:,}")


def say_where(row: OpenWarrantyRow) -> str:
    """Which order did the work, and until when it is covered."""
    return _("{no}, left the shop {left}, covered to {until} and {km} km").format(
        no=row.order_no,
        left=row.left_on.isoformat(),
        until=row.expires_on.isoformat(),
        km=f"{row.expires_km:,}",
    )


class WarrantyPanel(QFrame):
    """One line per earlier line still covered; with `may_repeat` each offers to be done again for free."""

    repeat_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, says_none: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("warranty_panel")
        self.setAccessibleName(_("Under repair warranty"))
        self._says_none = says_none
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 6, 12, 6)
        self._column.setSpacing(1)
        self._inside: list[QWidget] = []
        self.hide()

    def set_rows(self, rows: Sequence[OpenWarrantyRow], *, may_repeat: bool = False) -> None:
        """Show these; none hides the panel or says so."""
        for widget in self._inside:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._inside = []
        self.setProperty("panel", "warn" if rows else "")
        self.style().unpolish(self)
        self.style().polish(self)
        if not rows and self._says_none:
            self._put(_line("check", "ok", _("No earlier work on this car is under repair warranty.")))
        for row in rows[:SHOWN]:
            self._put(self._row(row, may_repeat))
        if len(rows) > SHOWN:
            rest = "\n".join(f"{row.line}: {say_left(row)}" for row in rows[SHOWN:])
            more = _line("info", "warn", _("and {count} more").format(count=len(rows) - SHOWN))
            more.setToolTip(plain_tip(rest))
            self._put(more)
        self.setVisible(bool(self._inside))

    def _put(self, widget: QWidget) -> None:
        self._inside.append(widget)
        self._column.addWidget(widget)

    def _row(self, row: OpenWarrantyRow, may_repeat: bool) -> QWidget:
        text = _("Under warranty: {line} – {left}").format(line=row.line, left=say_left(row))
        widget = _line("warning", "warn", text)
        widget.setToolTip(plain_tip(say_where(row)))
        if may_repeat:
            button = QPushButton(_("Rework"))
            button.setObjectName(f"rework_{row.line_id}")
            button.setAccessibleName(_("Rework: {line}").format(line=row.line))
            button.setToolTip(_("Add a line that does this again for free"))
            button.setProperty("link", True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda: self.repeat_asked.emit(row))
            widget.layout().addWidget(button)
        return widget


def _line(icon: str, role: str, text: str) -> QWidget:
    widget = QWidget()
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setMinimumWidth(60)
    words.setAccessibleName(text)
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(IconLabel(icon, role, 16))
    row.addWidget(words, 1)
    return widget
