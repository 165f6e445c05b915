"""The labour lines of an order with their clocks: start, pause, finish (B2)."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.lines import LineKind, LineStatus
from garage.domain.quantities import format_hours
from garage.errors import Reason
from garage.i18n import _, ngettext
from garage.services import order_facts, orders, staff, workshop
from garage.services.command import Area
from garage.services.order_lines import Line
from garage.ui.desk import Desk
from garage.ui.forms.advice import AdviceForm
from garage.ui.forms.dispatch import shares_in_words
from garage.ui.forms.order_head import about, set_tone, words
from garage.ui.kit.actions import guarded
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.icons import IconLabel, icon

_LOOKS = {
    LineStatus.OPEN: ("list", "muted"),
    LineStatus.STARTED: ("wrench", "accent"),
    LineStatus.DONE: ("check", "ok"),
}


class WorkLines(QWidget):
    """Cards of the labour lines; every press is an act of its own, there is nothing to save."""

    changed = Signal()
    reason_clicked = Signal(object)

    def __init__(self, desk: Desk, order_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("work_lines")
        self._desk = desk
        self._order_id = order_id
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self.start_all = self._button("start_all", _("Start all"), "wrench", self._start_all, "Ctrl+Shift+W")
        self.finish_all = self._button(
            "finish_all", _("Finish all"), "check", self._finish_all, "Ctrl+Shift+F"
        )
        self._parts = self._button("parts_left", "", "box", self._ask_for_parts)
        self._parts.setProperty("link", True)
        row = QHBoxLayout()
        row.addWidget(self._parts)
        row.addStretch(1)
        row.addWidget(self.start_all)
        row.addWidget(self.finish_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(self._cards)
        layout.addLayout(row)
        desk.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Read the lines again."""
        page = orders.open_page(self._order_id)
        lines = [line for line in page.lines if line.kind is LineKind.LABOUR]
        shares = order_facts.shares_of(self._order_id)
        running = workshop.running_lines(self._order_id)
        names = staff.names({person for line in lines for person in shares.get(line.id, {})})
        while (item := self._cards.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for line in lines:
            mine = shares.get(line.id, {})
            self._cards.addWidget(self._card(line, mine, running.get(line.id, []), names))
        if not lines:
            self._cards.addWidget(words(_("This order has no labour: there is nothing to start."), "muted"))
        self._lines, self._shares = lines, shares
        self.start_all.setEnabled(any(self._waits(line, running) for line in lines))
        begun = {LineStatus.STARTED, LineStatus.DONE}
        self.finish_all.setEnabled(
            any(line.status is LineStatus.STARTED for line in lines)
            and all(line.status in begun for line in lines)
        )
        short = page.facts.not_fully_issued
        self._parts.setVisible(bool(short))
        text = ngettext("{count} part is not issued yet", "{count} parts are not issued yet", short)
        self._parts.setText(text.format(count=short))

    def start(self, line_id: int, people: Sequence[int]) -> None:
        """Clock these people in on a line."""
        by = self._desk.by()
        for person in people:
            workshop.start_line(by, line_id, person)

    def pause(self, line_id: int) -> None:
        """Stop the clocks of a line."""
        workshop.pause_line(self._desk.by(), line_id)

    def finish(self, line_id: int) -> None:
        """The line is done."""
        workshop.finish_line(self._desk.by(), line_id)

    def _waits(self, line: Line, running: dict[int, list[int]]) -> bool:
        return line.status is not LineStatus.DONE and not running.get(line.id)

    def _start_all(self) -> None:
        running = workshop.running_lines(self._order_id)
        for line in self._lines:
            if self._waits(line, running):
                self.start(line.id, list(self._shares.get(line.id, {})))

    def _finish_all(self) -> None:
        for line in self._lines:
            if line.status is LineStatus.STARTED:
                self.finish(line.id)

    def _ask_for_parts(self) -> None:
        self.reason_clicked.emit(Reason("not_issued", self._parts.text(), "parts"))

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if Area.ORDERS in areas or Area.STOCK in areas:
            self.reload()
            self.changed.emit()

    def _card(self, line: Line, shares: dict[int, int], running: list[int], names: dict[int, str]) -> QFrame:
        card = QFrame()
        card.setObjectName(f"line_{line.id}")
        card.setProperty("card", True)
        name, colour = _LOOKS[line.status]
        who = shares_in_words(shares, names) or _("Nobody yet")
        hours = _("{hours} h").format(hours=format_hours(line.hours_centi))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(words(line.name, "section"))
        column.addWidget(words(f"{who} · {hours}", "muted"))
        state = QLabel(self._state_words(line, running, names))
        set_tone(state, {"muted": "muted", "ok": "ok"}.get(colour, ""))
        layout = QHBoxLayout(card)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(12)
        layout.addWidget(IconLabel(name, colour, 22))
        layout.addLayout(column, 1)
        layout.addWidget(state, 0, Qt.AlignmentFlag.AlignRight)
        for button in self._buttons(line, shares, running, names):
            layout.addWidget(button)
        return card

    def _buttons(
        self, line: Line, shares: dict[int, int], running: list[int], names: dict[int, str]
    ) -> list[QPushButton]:
        if line.status is LineStatus.DONE:
            return []
        made = []
        if running:
            made.append(self._button(f"pause_{line.id}", _("Pause"), "clock", lambda: self.pause(line.id)))
        else:
            resume = line.status is LineStatus.STARTED
            text = _("Go on") if resume else _("Start")
            made.append(self._start_button(line, text, list(shares), names))
        if line.status is LineStatus.STARTED:
            done = self._button(f"finish_{line.id}", _("Finish"), "check", lambda: self.finish(line.id))
            done.setIcon(icon("check", "on_accent"))
            done.setProperty("primary", True)
            made.append(done)
        for button in made:
            button.setAccessibleName(f"{button.text()}: {line.name}")
        return made

    def _start_button(self, line: Line, text: str, people: list[int], names: dict[int, str]) -> QPushButton:
        """Of several mechanics a menu asks who begins."""
        if len(people) < 2:
            return self._button(f"start_{line.id}", text, "wrench", lambda: self.start(line.id, people))
        button = self._button(f"start_{line.id}", text, "wrench", lambda: None)
        menu = QMenu(button)
        menu.setObjectName(f"who_{line.id}")
        choices = [(_("Everybody"), people), *((names.get(one, "?"), [one]) for one in people)]
        for who, some in choices:
            act = guarded(self, lambda some=some: self.start(line.id, some), self.reason_clicked.emit)
            menu.addAction(who).triggered.connect(lambda _checked, act=act: act())
        button.setMenu(menu)
        return button

    def _state_words(self, line: Line, running: list[int], names: dict[int, str]) -> str:
        if line.status is LineStatus.DONE and isinstance(line.done_at, datetime):
            return _("Done at {time}").format(time=f"{line.done_at:%H:%M}")
        if running:
            who = _(", ").join(names.get(person, "?") for person in running)
            return _("{who} at work").format(who=who)
        return _("Paused") if line.status is LineStatus.STARTED else label(line.status)

    def _button(
        self, name: str, text: str, icon_name: str, act: Callable[[], object], shortcut: str = ""
    ) -> QPushButton:
        button = QPushButton(icon(icon_name, "accent"), text)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setAutoDefault(True)  # Enter presses the one that has the keyboard
        if shortcut:
            set_key(button, shortcut)
            button.setToolTip(f"{text} ({shortcut})")
        button.clicked.connect(guarded(self, act, self.reason_clicked.emit))
        return button


class WorkDialog(QDialog):
    """The lines in a window of their own."""

    reason_clicked = Signal(object)

    def __init__(self, parent: QWidget | None, desk: Desk, order_id: int) -> None:
        super().__init__(parent)
        page = orders.open_page(order_id)
        self.setObjectName("work_dialog")
        self.setWindowTitle(_("Work"))
        self.setAccessibleName(_("Work"))
        self.lines = WorkLines(desk, order_id)
        self.lines.reason_clicked.connect(self._leave_for)
        close = QPushButton(_("Close"))
        close.setObjectName("close")
        close.setAccessibleName(_("Close"))
        close.setToolTip(f"{_('Close')} (Esc)")
        close.clicked.connect(self.accept)
        advise = QPushButton(icon("plus", "accent"), _("Recommend work…"))
        advise.setObjectName("recommend")
        advise.setAccessibleName(advise.text())
        set_key(advise, "Ctrl+Shift+M")
        advise.setToolTip(f"{advise.text()} (Ctrl+Shift+M)")
        advise.setAutoDefault(False)
        advise.clicked.connect(lambda: self._recommend(desk, order_id))
        row = QHBoxLayout()
        row.addWidget(advise)
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(words(_("Work"), "title"))
        layout.addWidget(words(about(page), "muted"))
        layout.addWidget(self.lines)
        layout.addStretch(1)
        layout.addLayout(row)
        self.setMinimumWidth(760)
        ways = (self.lines.start_all, self.lines.finish_all, close)
        next(button for button in ways if button.isEnabled()).setFocus()

    def _recommend(self, desk: Desk, order_id: int) -> None:
        """What the mechanic sees and nobody ordered."""
        form = AdviceForm(self, desk, orders.open_page(order_id))
        form.exec()
        form.deleteLater()

    def _leave_for(self, reason: Reason) -> None:
        self.accept()
        self.reason_clicked.emit(reason)
