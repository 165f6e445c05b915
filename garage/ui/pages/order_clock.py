"""The fault-class clock at the head of an order, true while time passes (B7)."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel

from garage.domain.fault_clock import UNSOLVED, Clock, Limits, must_escalate, read_clock
from garage.i18n import _
from garage.services import fault_clock, fault_limits
from garage.services.fault_clock import FaultPage
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.fault_words import INKS, clock_tip, held_words, say_clock
from garage.ui.forms.order_head import set_tone
from garage.ui.forms.spoken_time import say_moment
from garage.ui.kit.tips import plain_tip

_SIGNS = {"warn": "◔ ", "bad": "⚠ "}


class ClockWords(QObject):
    """Two labels for whoever lays them out: how much time is left, and what is to be known of it."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: FaultPage | None = None
        self._running = False
        self._limits = Limits()
        self.words, self.more = QLabel(), QLabel()
        self.words.setObjectName("order_clock")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        font = self.words.font()
        font.setBold(True)
        self.words.setFont(font)
        self.more.setObjectName("order_clock_more")
        self.more.setTextFormat(Qt.TextFormat.PlainText)

    def set_page(self, page: OrderPage) -> None:
        """Show the clock of this order."""
        self._page = fault_clock.of_order(page.id)
        self._running = page.state in UNSOLVED
        self._limits = fault_limits.limits()
        self.say()

    def say(self) -> None:
        """Say it again, as it is now."""
        if self._page is None:
            return
        run, now = self._page.run, self._desk.now()
        if run is None:
            self._say_unknown()
            return
        clock = read_clock(run, self._limits, now)
        ink = INKS[clock.state] if run.ended is None else "muted"
        self.words.setText(_SIGNS.get(ink, "") + say_clock(clock, run, now))
        self.words.setToolTip(plain_tip(clock_tip(clock)))
        set_tone(self.words, ink)
        self.more.setText(self._more(clock, self._page))
        set_tone(self.more, "warn" if self._is_urgent(clock, self._page) else "muted")

    def _say_unknown(self) -> None:
        """Orders from before there were classes have no clock until somebody says the class."""
        self.words.setText("")
        self.words.setToolTip("")
        self.more.setText(_("fault class not set (Ctrl+Alt+F)") if self._running else "")
        set_tone(self.more, "muted")

    def _is_urgent(self, clock: Clock, page: FaultPage) -> bool:
        return self._running and page.escalated_at is None and must_escalate(clock, self._limits)

    def _more(self, clock: Clock, page: FaultPage) -> str:
        if page.escalated_at is not None:
            return _("{who} told {moment}").format(
                who=page.escalated_to, moment=say_moment(page.escalated_at, self._desk.now())
            )
        if self._is_urgent(clock, page):
            return _("tell foreman or owner (Ctrl+Alt+E)")
        return held_words(clock) if clock.held else ""
