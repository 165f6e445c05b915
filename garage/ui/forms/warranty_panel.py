"""What is still under warranty on this car, in green, amber and red, and what is decided about it with one key (A5)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.verdicts import Coverage, Light, Source, Subject, Verdict, say_hints, say_left, say_sum
from garage.i18n import _
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.elided import Elided
from garage.ui.kit.icons import IconLabel

SHOWN = 2
KEY = "F6"
"""Shows all warranties of the car in sight."""

CASE_KEYS = "Ctrl+Alt+7"
"""Open a rework case of the order in sight."""

SIGNS: dict[Light, tuple[str, str]] = {
    Light.GREEN: ("check", "ok"),
    Light.AMBER: ("warning", "warn"),
    Light.RED: ("close", "bad"),
}
"""Icon and colour; the word comes from the labels, so that colour is never alone."""
KEYS: dict[Verdict, str] = {
    Verdict.REWORK: "R",
    Verdict.CLAIM: "C",
    Verdict.NORMAL: "N",
    Verdict.UNCLEAR: "U",
}


Decide = Callable[[Coverage, Verdict], object]


def may_be(source: Source) -> list[Verdict]:
    """The verdicts that make sense: what the maker promised is no rework of ours."""
    if source is Source.FACTORY:
        return [Verdict.CLAIM, Verdict.NORMAL]
    return list(Verdict)


def say_light(row: Coverage) -> str:
    """Covered, about to end, to be looked at, or run out."""
    return _("Ends soon") if row.ends_soon else label(row.light)


def say_same(row: Coverage) -> str:
    """What it has in common with today's visit."""
    return _(", ").join(label(one) for one in sorted(row.same))


def say_what(row: Coverage) -> str:
    """What is covered, and by whom where it is not our own work."""
    name = row.subject.name
    if row.subject.source is Source.REPAIR:
        return name
    return _("{what} ({who})").format(what=name, who=label(row.subject.source))


def say_row(row: Coverage) -> str:
    """A row of the panel: light, what, how much is left, what it has to do with today."""
    text = _("{light}: {what} – {left}")
    said = text.format(light=say_light(row), what=say_what(row), left=say_left(row))
    refer = _("refer to another garage") if row.refer else ""
    return " · ".join(filter(None, (said, say_same(row), refer)))


def say_more(row: Coverage) -> str:
    """The sum and the hints, for the tip and for whoever asks."""
    return "\n".join(filter(None, (row.order_no, say_sum(row), *say_hints(row))))


class WarrantyPanel(QFrame):
    """One line a promise, the most urgent first; with `may_decide` each takes R, C, N or U."""

    decided = Signal(object, object)
    """(Coverage, Verdict): somebody chose."""
    all_asked = Signal()
    """Somebody wants to see everything."""
    case_asked = Signal()
    """What is done again gets its case."""

    def __init__(self, parent: QWidget | None = None, *, says_none: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("warranty_panel")
        self.setAccessibleName(_("Under warranty"))
        self._says_none = says_none
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 4, 12, 4)
        self._column.setSpacing(0)
        self._inside: list[QWidget] = []
        self._places: dict[Subject, int] = {}
        self._asks_case = False
        self.hide()

    def set_rows(
        self, rows: Sequence[Coverage], *, may_decide: bool = False, asks_case: bool = False
    ) -> None:
        """Show what is covered, and what has run out but is what the car comes for; none hides the panel or says so.

        With `asks_case` what is done again leads to its case.
        """
        self._asks_case = asks_case and any(row.decided is Verdict.REWORK for row in rows)
        for widget in self._inside:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._inside = []
        shown = self._in_place([row for row in rows if row.open or row.same])
        any_open = any(row.open for row in shown)
        self.setProperty("panel", "warn" if any_open else "")
        self.style().unpolish(self)
        self.style().polish(self)
        if not any_open and self._says_none:
            none = _("No earlier work on this car is under repair warranty.")
            self._put(_line("check", "ok", none)[0])
        if shown and all(row.decided for row in shown):
            self._put(self._judged(shown, len(rows)))
        else:
            for row in shown[:SHOWN]:
                self._put(self._row(row, may_decide=may_decide))
            if rows:
                self._put(self._more(len(rows), len(shown) - SHOWN))
        self.setVisible(bool(self._inside))

    def _in_place(self, rows: Sequence[Coverage]) -> list[Coverage]:
        """A verdict moves no row from under the mouse: what was shown keeps its place, until another car is shown."""
        if not any(row.subject in self._places for row in rows):
            self._places = {}
        for row in rows:
            self._places.setdefault(row.subject, len(self._places))
        return sorted(rows, key=lambda row: self._places[row.subject])

    def _put(self, widget: QWidget) -> None:
        self._inside.append(widget)
        self._column.addWidget(widget)

    def _more(self, count: int, hidden: int) -> QWidget:
        """The way to everything, with the sums."""
        text = _("and {count} more").format(count=hidden) if hidden > 0 else ""
        widget, layout = _line("info", "muted", text, tone="muted")
        self._add_links(layout, count)
        return widget

    def _judged(self, rows: Sequence[Coverage], count: int) -> QWidget:
        """Nothing is left to decide: one line names the verdicts and leaves its room to the order."""
        said = " · ".join(f"{say_what(row)} → {label(row.decided)}" for row in rows if row.decided)
        widget = QWidget()
        layout = QHBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        words = Elided("verdicts_said")
        words.show_text(said, "\n".join(f"{say_row(row)}\n{say_more(row)}" for row in rows))
        words.setMinimumWidth(60)
        layout.addWidget(IconLabel("check", "ok", 16))
        layout.addWidget(words, 1)
        self._add_links(layout, count)
        return widget

    def _add_links(self, layout: QHBoxLayout, count: int) -> None:
        if self._asks_case:
            words = _("Open the rework case…")
            button = _link("open_case_link", words, f"{words.rstrip('…')} ({CASE_KEYS})")
            button.clicked.connect(self.case_asked)
            layout.addWidget(button)
        layout.addWidget(self._all(count))

    def _all(self, count: int) -> QPushButton:
        words = _("All warranties of this car ({count})…").format(count=count)
        button = _link("all_warranties", words, f"{words.rstrip('…')} ({KEY})")
        set_key(button, KEY)
        button.clicked.connect(self.all_asked)
        return button

    def _row(self, row: Coverage, *, may_decide: bool) -> QWidget:
        icon, role = SIGNS[row.light]
        widget = _Row(row, self.decided.emit if may_decide else None)
        layout = QHBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        words = Elided("covered_line")
        words.show_text(say_row(row), say_more(row))
        words.setAccessibleDescription(say_more(row))
        words.setMinimumWidth(60)
        layout.addWidget(IconLabel(icon, role, 16))
        layout.addWidget(words, 1)
        if row.decided is not None:
            said = QLabel(f"→ {label(row.decided)}")
            said.setObjectName("verdict_said")
            said.setProperty("tone", "accent")
            layout.addWidget(said)
        if may_decide:
            for verdict in may_be(row.subject.source):
                if verdict is not row.decided:
                    layout.addWidget(self._button(row, verdict))
        return widget

    def _button(self, row: Coverage, verdict: Verdict) -> QPushButton:
        about = "" if row.subject.source is Source.REPAIR else f"{row.subject.source.value.lower()}_"
        words = label(verdict)
        name = f"{verdict.value.lower()}_{about}{row.subject.line_id or 0}"
        button = _link(name, f"{words} {KEYS[verdict]}", _TIPS[verdict]())
        button.setAccessibleName(f"{words}: {row.subject.name}")
        button.clicked.connect(lambda: self.decided.emit(row, verdict))
        return button


_TIPS = {
    Verdict.REWORK: lambda: _("Do it again for free (R on this line)"),
    Verdict.CLAIM: lambda: _("Claim it from the supplier or maker (C on this line)"),
    Verdict.NORMAL: lambda: _("The customer pays as usual (N on this line)"),
    Verdict.UNCLEAR: lambda: _("Find the cause first, the owner decides (U on this line)"),
}


class _Row(QWidget):
    """A line that takes the letters of the verdicts while the keyboard is on one of its links."""

    def __init__(self, row: Coverage, decide: Decide | None) -> None:
        super().__init__()
        self.setObjectName(f"coverage_{row.subject.source.value.lower()}_{row.subject.line_id or 0}")
        self._row = row
        self._decide = decide

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        for verdict in may_be(self._row.subject.source):
            if self._decide is not None and plain and event.key() == ord(KEYS[verdict]):
                self._decide(self._row, verdict)
                return
        super().keyPressEvent(event)


def _link(name: str, text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setToolTip(tip)
    button.setProperty("link", True)
    button.setAutoDefault(False)
    return button


def _line(icon: str, role: str, text: str, tone: str = "") -> tuple[QWidget, QHBoxLayout]:
    widget = QWidget()
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setProperty("tone", tone)
    words.setMinimumWidth(60)
    words.setAccessibleName(text)
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(IconLabel(icon, role, 16))
    row.addWidget(words, 1)
    return widget, row
