"""A column of the day: short cards, what and whom it is about, by when, and how much money."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from garage.domain.labels import label
from garage.domain.money import format_plain
from garage.domain.today import Card, TodayColumn, TodayKind
from garage.i18n import _, ngettext
from garage.ui.desk import Desk
from garage.ui.forms.spoken_time import say_due
from garage.ui.kit import theme
from garage.ui.kit.icons import icon
from garage.ui.kit.table_model import Column, Index, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.board_list import draw_line
from garage.ui.pages.board_side import due_words

HEIGHT = 60
_SIGN = 34
"""Room for the sign at the left, in pixels."""
SIGNS = {
    TodayKind.COMPLAINT_VERIFY: "warning",
    TodayKind.COMPLAINT_TELL: "warning",
    TodayKind.COMPLAINT_REVISIT: "phone",
    TodayKind.LATE_JOB: "wrench",
    TodayKind.ESCALATE: "warning",
    TodayKind.APPOINTMENT: "clock",
    TodayKind.TELL_ANSWER: "phone",
    TodayKind.QUESTION: "info",
    TodayKind.CALL: "phone",
    TodayKind.REWORK: "undo",
    TodayKind.REWORK_DECIDE: "undo",
    TodayKind.REWORK_REFER: "undo",
    TodayKind.REWORK_OWED: "undo",
    TodayKind.MAJOR_FAULT: "warning",
    TodayKind.CLAIMS: "receipt",
    TodayKind.CLAIM_ANSWER: "receipt",
    TodayKind.WEEK_REPORT: "list",
    TodayKind.RECEIVABLE: "money",
    TodayKind.SALE_OWED: "money",
    TodayKind.NOTICE_OWED: "money",
    TodayKind.CAMPAIGN_CALLS: "phone",
    TodayKind.CAMPAIGN_LETTERS: "list",
    TodayKind.CAMPAIGN_END: "check",
    TodayKind.LETTER: "pencil",
    TodayKind.REMINDER: "clock",
    TodayKind.FILE: "person",
    TodayKind.LOW_STOCK: "box",
    TodayKind.SUMMARY: "pencil",
    TodayKind.MEASURE: "check",
    TodayKind.TRAINING: "person",
}


class DayList(ListView):
    """The cards of one column; the arrows left and right lead to the next one."""

    aside = Signal(int)
    focused = Signal()

    def __init__(self, desk: Desk, column: TodayColumn, parent: QWidget | None = None) -> None:
        title = label(column)
        super().__init__(parent, f"today_{column.lower()}", title)
        self._desk, self.column = desk, column
        self._cards: Sequence[Card] = ()
        words = Column("card", title, 0, "left", self.say, tooltip=self._tip)
        model = KeysetModel([words], self._fetch, lambda card: card.key, parent=self)
        self.set_model(model)
        self.setItemDelegate(_CardPainter(self))
        self.describe = lambda: title
        self.sheet = _sheet(desk)
        self.horizontalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(HEIGHT)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these; the bar stays on the card that it was on."""
        self._cards = cards
        self.rows().reload()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.aside.emit(way)
        else:
            super().keyPressEvent(event)

    def say(self, card: Card) -> str:
        """A card as one sentence, for whoever hears the screen."""
        when, _tone = when_words(card, self._desk.now())
        money = format_plain(card.fen) if card.fen else ""
        return _(", ").join(word for word in (title_of(card), about_of(card), when, money) if word)

    def when(self, card: Card) -> tuple[str, str]:
        """By when, and the tone to say it in."""
        return when_words(card, self._desk.now())

    def _tip(self, card: Card) -> str:
        exact = f"{card.due:%Y-%m-%d %H:%M}" if isinstance(card.due, datetime) else card.due.isoformat()
        return "\n".join(line for line in (title_of(card), about_of(card), card.no, exact) if line)

    def _fetch(self, _cursor: object | None, _limit: int) -> Page:
        return Page(tuple(self._cards), None)


def title_of(card: Card) -> str:
    """Whom or what a card is about; a card that counts others says how many."""
    if card.kind is TodayKind.LOW_STOCK:
        return ngettext("{n} part runs short", "{n} parts run short", card.count).format(n=card.count)
    if card.kind is TodayKind.CLAIMS:
        return ngettext("{n} claim to send", "{n} claims to send", card.count).format(n=card.count)
    if not card.ref:
        return ngettext("{n} more", "{n} more", card.count).format(n=card.count)
    return card.title or card.no


def about_of(card: Card) -> str:
    """What is to be done, and the word that tells it from others of its kind."""
    return " · ".join(word for word in (label(card.kind), card.about) if word)


def when_words(card: Card, now: datetime) -> tuple[str, str]:
    """By when, as people say it, and the tone."""
    if isinstance(card.due, datetime):
        late = card.due < now
        return say_due(card.due, now), "bad" if late else "warn" if card.due.date() == now.date() else "muted"
    return due_words(card.due, now.date())


class _CardPainter(QStyledItemDelegate):
    def __init__(self, view: DayList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card: Card = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if self._view.selectionModel().isSelected(index) and self._view.hasFocus():
            painter.fillRect(option.rect, theme.colour("pale"))
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, HEIGHT)), theme.colour("accent"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        box = option.rect.adjusted(12, 7, -12, -7)
        when, tone = self._view.when(card)
        sign = QRect(box.x(), box.y() + 3, 18, 18)
        icon(SIGNS[card.kind], tone if tone == "bad" else "accent").paint(painter, sign)
        words = box.adjusted(_SIGN - 8, 0, 0, 0)
        half = words.height() // 2
        bold, small = QFont(option.font), QFont(option.font)
        bold.setBold(True)
        small.setPointSizeF(option.font.pointSizeF() - 1)
        top, below = QRect(words.topLeft(), QSize(words.width(), half)), words.adjusted(0, half, 0, 0)
        draw_line(painter, top, title_of(card), when, bold, ink=tone, mixed=small, signs=frozenset({"bad"}))
        money = format_plain(card.fen) if card.fen else ""
        draw_line(painter, below, about_of(card), money, small, left="muted")
        painter.restore()


def _sheet(desk: Desk) -> list[Column]:
    """What the painter says, a column each."""
    return [
        Column("what", _("What"), 0, "left", lambda card: label(card.kind)),
        Column("who", _("About"), 0, "left", title_of),
        Column("about", _("Details"), 0, "left", lambda card: card.about),
        Column("no", _("Number"), 0, "left", lambda card: card.no),
        Column("due", _("Due"), 0, "left", lambda card: _day(card.due)),
        Column("when", _("When"), 0, "left", lambda card: when_words(card, desk.now())[0]),
        Column("fen", _("Amount"), 0, "right", lambda card: format_plain(card.fen), total=True),
    ]


def _day(due: date | datetime) -> str:
    return f"{due:%Y-%m-%d %H:%M}" if isinstance(due, datetime) else due.isoformat()
