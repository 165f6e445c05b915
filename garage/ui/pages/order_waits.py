"""What an order waits for, above its tabs: a hold, a supplement without an answer, a promise that does not hold."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.order_steps import OrderAct, next_step
from garage.domain.orders import HoldReason, OrderState
from garage.errors import Reason
from garage.i18n import _
from garage.services import claim_approvals, delays, holds, supplements, supply
from garage.services.delays import Outlook
from garage.services.holds import HoldRow
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.order_head import set_tone
from garage.ui.forms.spoken_time import say_moment, say_span
from garage.ui.forms.ways_claims import waits_for_approval
from garage.ui.kit.icons import IconLabel
from garage.ui.kit.tips import plain_tip

_MINUTE = 60_000


class WaitLine(QWidget):
    """One thing that is waited for, and the act that ends it."""

    asked = Signal(object)
    """The Reason whose way ends it."""

    def __init__(self, goto: str, icon: str, act: str, keys: str) -> None:
        super().__init__()
        self.setObjectName(f"waits_{goto}")
        self.words = QLabel()
        self.words.setObjectName(f"waits_{goto}_words")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setMinimumWidth(60)
        self.button = QPushButton(act)
        self.button.setObjectName(f"waits_{goto}_act")
        self.button.setAccessibleName(act)
        self.set_keys(keys)
        self.button.setProperty("link", True)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda: self.asked.emit(Reason(goto, self.words.text(), goto)))
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(8)
        line.addWidget(IconLabel(icon, "warn", 16))
        line.addWidget(self.words, 1)
        line.addWidget(self.button)
        self.hide()

    def set_keys(self, keys: str) -> None:
        """Tell by which keys the act is done too."""
        self.button.setToolTip(f"{self.button.text()} ({keys})")

    def say(self, text: str, tone: str = "") -> None:
        """Show these words; none hide the line."""
        self.setVisible(bool(text))
        self.words.setText(text)
        self.words.setToolTip(plain_tip(text))
        self.words.setAccessibleName(text)
        set_tone(self.words, tone)


class Waits(QFrame):
    """The lines that apply now; they stay true while time passes."""

    asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("waits")
        self.setProperty("panel", "warn")
        self._desk = desk
        self._page: OrderPage | None = None
        self._held: HoldRow | None = None
        self._parts = self._approval = ""
        self.hold = WaitLine("hold", "clock", _("Go on with the work"), "Ctrl+Enter")
        self.supplement = WaitLine("supplements", "phone", _("Customer's answer…"), "Ctrl+Shift+C")
        self.delay = WaitLine("delay", "warning", _("Tell the customer…"), "Ctrl+Shift+T")
        self.approval = WaitLine("supplier_approval", "box", _("Supplier's approval…"), "Ctrl+Alt+3")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(0)
        for line in self._lines():
            line.asked.connect(self.asked)
            column.addWidget(line)
        self._minute = QTimer(self, interval=_MINUTE)
        self._minute.timeout.connect(self._say)
        self._minute.start()
        self.hide()

    def set_page(self, page: OrderPage) -> None:
        """Show what this order waits for; nothing hides it."""
        self._page = page
        self._held = holds.of_order(page.id)[-1] if page.state is OrderState.ON_HOLD else None
        for_parts = self._held is not None and self._held.reason is HoldReason.PARTS
        self._parts = _parts_words(page.id) if for_parts else ""
        self._approval = _approval_words(page, self._desk) if waits_for_approval(page) else ""
        following = next_step(page.facts)
        goes_on = following is not None and following.act is OrderAct.RESUME
        self.hold.set_keys("Ctrl+Enter" if goes_on else "Ctrl+Alt+W")
        self._say()

    def _say(self) -> None:
        """A job on hold for an answer says both in one line, with the way to the answer."""
        if self._page is None:
            return
        held = _hold_words(self._held, self._desk, self._parts) if self._held else ""
        asked = _supplement_words(self._page)
        if asked and self._held and self._held.reason is HoldReason.AUTHORISATION:
            asked, held = f"{held} · {asked}", ""
        self.hold.say(held)
        self.supplement.say(asked)
        self.approval.say(self._approval)
        outlook, text = _delay_words(self._page, self._desk)
        self.delay.say(text, "bad" if outlook is Outlook.LATE else "")
        self.setVisible(any(not line.isHidden() for line in self._lines()))

    def _lines(self) -> tuple[WaitLine, ...]:
        return (self.delay, self.hold, self.supplement, self.approval)


def _parts_words(order_id: int) -> str:
    """Whether the parts that a job waits for are here, when they come, or that nobody has ordered them."""
    if order_id in {job.id for job in supply.waiting_jobs()}:
        return _("all parts are here: the work can go on")
    covers = supply.of_order(order_id).values()
    if any(cover.missing_milli for cover in covers):
        return _("not everything is ordered yet")
    days = [cover.expected_on for cover in covers if cover.expected_on is not None]
    return _("expected {day}").format(day=f"{max(days):%m-%d}") if days else ""


def _hold_words(held: HoldRow, desk: Desk, parts: str = "") -> str:
    words = _("{reason} since {time}").format(
        reason=label(held.reason), time=say_moment(held.since, desk.now())
    )
    own = held.note if held.reason is not HoldReason.AUTHORISATION else ""
    return " · ".join(word for word in (label(OrderState.ON_HOLD), words, parts, own) if word)


def _supplement_words(page: OrderPage) -> str:
    if not page.facts.open_supplements:
        return ""
    waiting = [row for row in supplements.of_order(page.id) if row.waits]
    first = waiting[0]
    words = [
        _("{no} waits for the customer's answer").format(no=first.no.rpartition("-")[2]),
        f"+ {format_yuan(first.delta_fen)}",
        label(first.state) if first.contacted_at else "",
        _("{n} more").format(n=len(waiting) - 1) if len(waiting) > 1 else "",
    ]
    return " · ".join(word for word in words if word)


def _approval_words(page: OrderPage, desk: Desk) -> str:
    """Whoever has to approve the work first, what it is about, and whether they were asked."""
    first, *others = claim_approvals.awaited(page.id)
    words = [
        _("{supplier} wants to approve the work before it begins").format(supplier=first.supplier),
        first.work,
    ]
    if first.asked_at is not None:
        words.append(_("asked {time}").format(time=say_moment(first.asked_at, desk.now())))
    if others:
        words.append(_("{n} more").format(n=len(others)))
    return " · ".join(words)


def _delay_words(page: OrderPage, desk: Desk) -> tuple[Outlook, str]:
    """A promise that was told anew holds until its own time."""
    promised, now = page.reception.promised_at, desk.now()
    found = delays.outlook(page.state, promised, page.lines, now)
    if promised is None or found is Outlook.FINE:
        return found, ""
    if found is Outlook.LATE:
        late = say_span(now - promised)
        return found, _("{span} late – the customer has not been told").format(span=late)
    if delays.told_at(page.id, promised) is not None:
        return found, ""
    rest = _("The work that is left will not be done by {moment}.")
    return found, rest.format(moment=say_moment(promised, now))
