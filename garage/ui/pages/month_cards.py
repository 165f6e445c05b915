"""Key figures on the screen: large ones in cards, all of them by group, each with the month and the year before."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout

from garage.domain.money import format_yuan
from garage.domain.month_tables import Compared, KeyFigure, KeyGroup, Unit
from garage.i18n import _
from garage.ui.pages.customer_parts import plain_label, set_tone

_PRESSES = frozenset(
    {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
)


def told(unit: Unit, value: int | None) -> str:
    """A figure as people read it."""
    if value is None:
        return "–"
    if unit == "money":
        return format_yuan(value)
    if unit == "percent":
        return f"{value / 100:.2f}%"
    if unit == "count":
        return f"{value:,}"
    return f"{value / 100:,.2f}"


def change(figure: KeyFigure, now: int | None, before: int | None) -> tuple[str, str]:
    """(how much it differs from an earlier one, the tone of that: "ok", "bad" or "muted")."""
    if now is None or before is None or (figure.unit not in {"percent", "score", "times"} and before <= 0):
        return "", "muted"
    gap = now - before
    words = f"{gap / 100:+.1f}" if figure.unit == "percent" else f"{gap / 100:+.2f}"
    if figure.unit == "percent":
        words = _("{points} points").format(points=words)
    elif figure.unit in {"money", "count", "hours"}:
        words = f"{gap * 100 / before:+.1f}%"
    tone = "muted" if not gap or not figure.better else "ok" if (gap > 0) == (figure.better > 0) else "bad"
    return words, tone


class FigureLink(QPushButton):
    """The name of a figure; Enter or a click opens what it is made of. The arrows stay with the page."""

    def __init__(self, figure: KeyFigure, name: str) -> None:
        super().__init__(_(figure.name))
        self.setObjectName(name)
        self.setAccessibleName(self.text())
        self.setToolTip(_("What this figure is made of (Enter)"))
        self.setProperty("figure", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)  # Enter presses it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESSES:
            super().keyPressEvent(event)
        else:
            event.ignore()


class FigureCard(QFrame):
    """One large figure, with what it was before; `opened` carries its name."""

    opened = Signal(str)

    def __init__(self, figure: KeyFigure) -> None:
        super().__init__()
        self.figure = figure
        self.setObjectName(f"month_card_{figure.key}")
        self.setProperty("card", True)
        self.title = FigureLink(figure, f"month_open_large_{figure.key}")
        self.title.clicked.connect(lambda: self.opened.emit(figure.key))
        self.value = plain_label(f"month_value_{figure.key}", "title")
        self.last = plain_label(f"month_last_{figure.key}")
        self.year = plain_label(f"month_year_{figure.key}", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(2)
        layout.addWidget(self.title, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.value, self.last, self.year):
            layout.addWidget(part)

    def show_figure(self, compared: Compared) -> None:
        """The figure of the month, against the one before and that of a year ago."""
        now, last, year = (self.figure.value(sums) for sums in (compared.this, compared.last, compared.year))
        self.value.setText(told(self.figure.unit, now))
        words, tone = change(self.figure, now, last)
        sign = "" if not words or now == last else "▲ " if (now or 0) > (last or 0) else "▼ "
        if words:
            said = _("{change} to last month").format(change=sign + words)
        else:  # a loss has no share that a profit could be compared with
            said = _("Last month {value}").format(value=told(self.figure.unit, last)) if last else ""
        self.last.setText(said or _("Nothing last month"))
        set_tone(self.last, tone)
        self.year.setText(_("A year ago {value}").format(value=told(self.figure.unit, year)))
        self.setAccessibleName(f"{self.title.text()}: {self.value.text()}, {self.last.text()}")


class GroupCard(QFrame):
    """The figures of a group, a line each: this month, the one before, a year ago; `opened` carries the name of one."""

    opened = Signal(str)

    def __init__(self, group: KeyGroup) -> None:
        super().__init__()
        self.group = group
        self.setObjectName(f"month_group_{group.figures[0].key}")
        self.setProperty("card", True)
        self.heads = [
            plain_label(f"{self.objectName()}_{name}", "muted") for name in ("this", "last", "year")
        ]
        self.cells: dict[str, list[QLabel]] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setHorizontalSpacing(14)
        layout.setVerticalSpacing(3)
        title = QLabel(_(group.name))
        title.setProperty("tone", "section")
        layout.addWidget(title, 0, 0)
        for column, head in enumerate(self.heads, 1):
            layout.addWidget(head, 0, column, Qt.AlignmentFlag.AlignRight)
        for row, figure in enumerate(group.figures, 1):
            name = FigureLink(figure, f"month_open_{figure.key}")
            name.clicked.connect(lambda _down=False, key=figure.key: self.opened.emit(key))
            layout.addWidget(name, row, 0, Qt.AlignmentFlag.AlignLeft)
            self.cells[figure.key] = [
                plain_label(f"month_{figure.key}_{nth}", "muted" if nth else "") for nth in range(3)
            ]
            for column, cell in enumerate(self.cells[figure.key], 1):
                layout.addWidget(cell, row, column, Qt.AlignmentFlag.AlignRight)
        layout.setColumnStretch(0, 1)
        layout.setRowStretch(len(group.figures) + 1, 1)

    def show_figures(self, compared: Compared) -> None:
        """Fill every line."""
        month = compared.month
        for head, its in zip(self.heads, (month, month.back(1), month.back(12)), strict=True):
            head.setText(str(its))
        for figure in self.group.figures:
            every = (compared.this, compared.last, compared.year)
            for cell, sums in zip(self.cells[figure.key], every, strict=True):
                cell.setText(told(figure.unit, figure.value(sums)))
        self.setAccessibleName(_(self.group.name))
