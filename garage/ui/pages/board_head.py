"""Over the board: money that waits at suppliers by age, and the day for which the month's claims are due."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from garage.domain.claim_notices import countdown
from garage.domain.money import format_yuan
from garage.domain.returns_board import AGES, Ageing
from garage.domain.working_days import Calendar
from garage.i18n import _, ngettext
from garage.services.returns_due import SOON, Due
from garage.ui.kit import theme
from garage.ui.pages import claim_words
from garage.ui.pages.customer_parts import Fact, plain_label, set_tone

_INKS = ("ok", "accent", "warn", "bad")


class _Bar(QWidget):
    """Money by age as one bar."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(8)
        self._fen = Ageing().fen

    def show_fen(self, fen: tuple[int, int, int, int]) -> None:
        self._fen = fen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        whole, left = sum(self._fen), 0.0
        for fen, ink in zip(self._fen, _INKS, strict=True):
            if whole and fen:
                width = self.width() * fen / whole
                painter.setBrush(theme.colour(ink))
                painter.drawRoundedRect(QRectF(left, 0, max(width - 1, 3), self.height()), 4, 4)
                left += width

    def sizeHint(self) -> QSize:
        return QSize(200, 8)


class AgeingView(QWidget):
    """Four amounts under a bar, the oldest at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("board_ageing")
        self._bar = _Bar()
        self._amounts = [plain_label(f"waiting_{n}") for n in range(len(_INKS))]
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 3, 0, 0)
        layout.setHorizontalSpacing(18)
        layout.setVerticalSpacing(3)
        layout.addWidget(self._bar, 0, 0, 1, len(_INKS))
        for at, (words, amount) in enumerate(zip(age_words(), self._amounts, strict=True)):
            caption = plain_label(f"waiting_caption_{at}", "muted")
            caption.setText(words)
            layout.addWidget(caption, 1, at)
            layout.addWidget(amount, 2, at)
        layout.setColumnStretch(len(_INKS) - 1, 1)

    def show_ageing(self, ages: Ageing) -> None:
        """Show money by age; what is old stands out."""
        self._bar.show_fen(ages.fen)
        said = []
        for at, (label, fen) in enumerate(zip(self._amounts, ages.fen, strict=True)):
            label.setText(format_yuan(fen) if fen else "–")
            set_tone(label, "muted" if not fen else _INKS[at] if at > 1 else "")
            said.append(f"{age_words()[at]}: {label.text()}")
        self.setAccessibleName(_("Waiting money by age: {ages}").format(ages=", ".join(said)))


def age_words() -> list[str]:
    """Captions of the ages."""
    first, second, third = AGES
    return [
        _("up to {n} days").format(n=first),
        _("{first}–{last} days").format(first=first + 1, last=second),
        _("{first}–{last} days").format(first=second + 1, last=third),
        _("longer"),
    ]


class BoardHead(QWidget):
    """The sum that waits, its ages, and the countdown to the day of the month's claims."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("board_head")
        self.waiting = Fact("board_waiting", _("Waiting at suppliers"))
        self.ageing = AgeingView()
        self.month = Fact("board_month", _("Claims of the month"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        layout.addWidget(self.waiting)
        layout.addWidget(self.ageing)
        layout.addWidget(self.month)

    def show_money(self, ages: Ageing, claims: int) -> None:
        """What waits, and in how many claims that are under way."""
        words = ngettext("{n} claim under way", "{n} claims under way", claims).format(n=claims)
        self.waiting.show_value(format_yuan(ages.total_fen), words)
        set_tone(self.waiting.value, "title")
        self.ageing.show_ageing(ages)

    def show_month(self, due: Due, today: date, calendar: Calendar) -> None:
        """The next day for claims, how far it is, and what is not sent; loud when that is near, or over.

        A day on which nobody works names the last working day before it.
        """
        month, late = due.coming(today), due.late(today)
        count = countdown(month.on, today, calendar)
        left = count.days_left
        far = ngettext("{n} day left", "{n} days left", left).format(n=left) if left else _("today")
        said = []
        if late:
            said.append(ngettext("{n} claim late", "{n} claims late", late).format(n=late))
        if month.unsent:
            words = ngettext("{n} claim not sent", "{n} claims not sent", month.unsent)
            said.append(words.format(n=month.unsent))
        if not said:
            said.append(_("all are sent"))
        elif not late and count.send_by != month.on:
            said.append(_("latest {day}").format(day=f"{count.send_by:%m-%d}"))
        tone = "bad" if late else "warn" if month.unsent and left <= SOON else ""
        day = f"{month.on:%m-%d}" + (" ?" if count.provisional else "")
        value = _("due {day} · {far}").format(day=day, far=far)
        self.month.show_value(value, " · ".join(said), tone)
        self.month.setToolTip(claim_words.due_hints(count))
