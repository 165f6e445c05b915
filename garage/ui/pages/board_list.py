"""A stage of the board as a list of cards: plate and money, part and days, number and state; dragged or taken by keys."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.domain.plates import display_plate
from garage.domain.returns_board import Stage, may_be_dropped
from garage.i18n import _, ngettext
from garage.services import returns_board
from garage.services.returns_board import Card
from garage.ui.desk import Desk
from garage.ui.kit import theme
from garage.ui.kit.icons import icon
from garage.ui.kit.table_model import Column, Index, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.claim_words import tone_of

HEIGHT = 78
CARD = "application/x-garage-card"
_SOON = 3
_LOUD = frozenset({"bad"})


class CardModel(KeysetModel):
    """Cards that may be dragged; those of the last stage stay."""

    movable = True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.movable and index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return [CARD]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        card: Card = self.row_at(indexes[0].row())
        data.setData(CARD, card.key.encode())
        data.setText(card.no)
        return data


class StageList(ListView):
    """The cards of one stage."""

    stepped = Signal(object)
    """The card is to take its next step: it was let go over the next list."""
    focused = Signal()
    aside = Signal(int)
    """The left or right arrow: to the list before or after."""

    def __init__(self, desk: Desk, stage: Stage, parent: QWidget | None = None) -> None:
        title = label(stage)
        super().__init__(parent, f"board_{stage.lower()}", title)
        self._desk, self.stage = desk, stage
        self.supplier_id: int | None = None
        self._cards: Sequence[Card] = ()
        column = Column("card", title, 0, "left", self._say, tooltip=self._tip)
        model = CardModel([column], self._fetch, lambda card: card.key, parent=self)
        if stage is not Stage.CLOSED:  # what is closed nobody counts
            model.count = lambda: len(self._cards)
        model.movable = stage is not Stage.CLOSED
        self.set_model(model)
        self.setItemDelegate(_CardPainter(desk, self))
        self.sheet = _sheet(desk)
        self.describe = lambda: title
        self.horizontalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(HEIGHT)
        self.setDragEnabled(True)
        self.setAcceptDrops(stage is not Stage.OLD_PARTS)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.aside.emit(way)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._weigh(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._weigh(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(on=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """The form of the step comes when the mouse is let go for good; Qt is to move nothing itself."""
        self._light(on=False)
        card = self._card_of(event)
        if card is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        QTimer.singleShot(0, self, lambda: self.stepped.emit(card))

    def _weigh(self, event: QDragMoveEvent) -> None:
        fits = self._card_of(event) is not None
        self._light(on=fits)
        if fits:
            event.acceptProposedAction()
        else:
            event.ignore()

    def _card_of(self, event: QDropEvent) -> Card | None:
        source = event.source()
        if not isinstance(source, StageList) or not event.mimeData().hasFormat(CARD):
            return None
        card: Card | None = source.current_row()
        return card if card is not None and may_be_dropped(card.stage, self.stage) else None

    def _light(self, *, on: bool) -> None:
        if self.property("over") != on:
            self.setProperty("over", on)
            self.style().unpolish(self)
            self.style().polish(self)

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        if self.stage is Stage.CLOSED:
            known = cursor if isinstance(cursor, tuple) else None
            page = returns_board.closed(known, limit, supplier_id=self.supplier_id)
            return Page(page.rows, page.next_cursor)
        if cursor is None:
            self._cards = returns_board.cards(self.stage, self.supplier_id)
        first = cursor if isinstance(cursor, int) else 0
        more = first + limit < len(self._cards)
        return Page(self._cards[first : first + limit], first + limit if more else None)

    def _say(self, card: Card) -> str:
        said = (
            display_plate(card.plate) or card.order_no,
            card.part,
            card.no,
            format_yuan(card.fen),
            state_words(card)[0],
            days_words(card, self._desk.today())[0],
        )
        return _(", ").join(word for word in said if word)

    def _tip(self, card: Card) -> str:
        lines = (card.part, card.supplier, card.model, card.order_no)
        return "\n".join(line for line in lines if line)


def state_words(card: Card) -> tuple[str, str]:
    """How a card stands, and the tone to say it in."""
    if card.state is None:
        return _("Nothing claimed yet"), "warn"
    if card.kind == returns_board.OLD_PART:
        return label(card.state), "warn" if card.state == "TAGGED" else "muted"
    again = _("round {n}").format(n=card.rounds + 1) if card.rounds else ""
    tone = next(tone_of(state) for state in type(card.state) if state == card.state)
    return " · ".join(filter(None, (label(card.state), again))), tone


def days_words(card: Card, today: date) -> tuple[str, str]:
    """What is due, or for how many days it has stood there, and the tone."""
    if card.stage is Stage.CLOSED:
        return f"{card.since:%Y-%m-%d}", "muted"
    if card.due_on is None:
        days = (today - card.since).days
        return ngettext("{n} day", "{n} days", days).format(n=days), "muted"
    left = (card.due_on - today).days
    if left < 0:
        return ngettext("{n} day late", "{n} days late", -left).format(n=-left), "bad"
    if left == 0:
        return _("due today"), "warn"
    words = ngettext("{n} day left", "{n} days left", left).format(n=left)
    return words, "warn" if left <= _SOON else "muted"


class _CardPainter(QStyledItemDelegate):
    def __init__(self, desk: Desk, view: StageList) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card: Card = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if self._view.selectionModel().isSelected(index):
            painter.fillRect(option.rect, theme.colour("pale" if self._view.hasFocus() else "hover"))
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, HEIGHT)), theme.colour("accent"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        box = option.rect.adjusted(12, 7, -10, -7)
        third = box.height() // 3
        lines = [QRect(box.x(), box.y() + n * third, box.width(), third) for n in range(3)]
        bold, small = QFont(option.font), QFont(option.font)
        bold.setBold(True)
        small.setPointSizeF(option.font.pointSizeF() - 1)
        money = format_plain(card.fen) if card.fen else ""
        draw_line(painter, lines[0], display_plate(card.plate) or card.order_no, money, bold)
        days, tone = days_words(card, self._desk.today())
        draw_line(painter, lines[1], card.part, days, option.font, ink=tone, mixed=small)
        state, tone = state_words(card)
        draw_line(
            painter,
            lines[2],
            f"{card.no}  {card.supplier}",
            state,
            small,
            left="muted",
            ink=tone,
            signs=_LOUD,
        )
        painter.restore()


def draw_line(
    painter: QPainter,
    box: QRect,
    words: str,
    beside: str,
    font: QFont,
    *,
    left: str = "text",
    ink: str = "text",
    mixed: QFont | None = None,
    signs: frozenset[str] = _LOUD | {"warn"},
) -> None:
    """Words at the left, shortened where they must be; those at the right whole, with a sign where they warn."""
    room = box.width()
    painter.setFont(mixed or font)
    if beside:
        shown = painter.fontMetrics().elidedText(beside, Qt.TextElideMode.ElideRight, room * 3 // 5)
        painter.setPen(theme.colour(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        used = painter.fontMetrics().horizontalAdvance(shown)
        if ink in signs:
            icon("warning", ink).paint(painter, QRect(box.right() - used - 18, box.center().y() - 6, 14, 14))
            used += 20
        room -= used + 10
    painter.setFont(font)
    painter.setPen(theme.colour(left))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _sheet(desk: Desk) -> list[Column]:
    """What the painter says, a column each."""
    return [
        Column("no", _("Number"), 0, "left", lambda card: card.no),
        Column("plate", _("Plate"), 0, "left", lambda card: display_plate(card.plate)),
        Column("model", _("Model"), 0, "left", lambda card: card.model),
        Column("part", _("Part"), 0, "left", lambda card: card.part),
        Column("supplier", _("Supplier"), 0, "left", lambda card: card.supplier),
        Column("order", _("Work order"), 0, "left", lambda card: card.order_no),
        Column("fen", _("Amount"), 0, "right", lambda card: format_plain(card.fen), total=True),
        Column("state", _("State"), 0, "left", lambda card: state_words(card)[0]),
        Column("since", _("Since"), 0, "left", lambda card: card.since.isoformat()),
        Column("due", _("Due"), 0, "left", lambda card: card.due_on.isoformat() if card.due_on else ""),
        Column("days", _("Days"), 0, "right", lambda card: str((desk.today() - card.since).days)),
    ]
