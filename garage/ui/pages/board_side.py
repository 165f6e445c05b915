"""Beside the board: answers that suppliers owe, reworks that wait for somebody, and whoever owes an old part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from garage.domain.money import format_yuan
from garage.domain.rework import Awaited
from garage.i18n import _, ngettext
from garage.services.old_part_list import Debtor
from garage.services.returns_due import AnswerDue, Due
from garage.services.rework_due import ReworkDue
from garage.ui.kit import theme
from garage.ui.kit.icons import icon
from garage.ui.kit.table_model import Column, Index
from garage.ui.pages.customer_parts import ShortList, plain_label

HEIGHT = 50


@dataclass(frozen=True)
class Note:
    """Something at the side: what, the words below it, in which tone, and the document it leads to."""

    key: str
    title: str
    about: str
    tone: str
    no: str = ""


def due_words(day: date, today: date, *, provisional: bool = False) -> tuple[str, str]:
    """How far a day is, and the tone; a day counted through a year that nobody has entered is said so."""
    left = (day - today).days
    if left < 0:
        words = ngettext("{n} day late", "{n} days late", -left).format(n=-left)
    elif left == 0:
        words = _("due today")
    else:
        words = _("until {day}").format(day=f"{day:%m-%d}")
    mark = _("provisional") if provisional else ""
    return " · ".join(filter(None, (words, mark))), "bad" if left < 0 else "warn" if left == 0 else "muted"


def due_notes(due: Due, today: date) -> list[Note]:
    """Answers and clocks, the late ones first."""

    def answer(one: AnswerDue) -> tuple[date, Note]:
        words, tone = due_words(one.on, today, provisional=one.provisional)
        title = _("Answer of {supplier}").format(supplier=one.supplier)
        return one.on, Note(one.no, title, f"{words} · {one.no}", tone, one.no)

    found = [*map(answer, due.answers), *(_rework_note(one, today) for one in due.reworks)]
    return [note for _day, note in sorted(found, key=lambda pair: (pair[0], pair[1].key))]


def _rework_note(one: ReworkDue, today: date) -> tuple[date, Note]:
    """Evidence by its last day; what only waits since it became so."""
    title = {
        Awaited.EVIDENCE: _("Evidence for {plate}"),
        Awaited.DECISION: _("Whose fault: {plate}"),
        Awaited.REFERRAL: _("Another garage for {plate}"),
        Awaited.REWORK: _("Rework owed: {plate}"),
    }[one.waits_for].format(plate=one.plate)
    if one.waits_for is Awaited.EVIDENCE:
        words, tone = due_words(one.on, today)
    else:
        words, tone = _("since {day}").format(day=f"{one.on:%m-%d}"), "warn"
    return one.on, Note(one.no, title, f"{words} · {one.no}", tone, one.no)


def debt_notes(people: Sequence[Debtor], today: date) -> list[Note]:
    """Whoever owes old parts, the oldest debt first."""
    notes = []
    for one in people:
        days = (today - one.since.date()).days
        pieces = ngettext("{n} old part", "{n} old parts", one.pieces).format(n=one.pieces)
        since = ngettext("{n} day", "{n} days", days).format(n=days)
        about = " · ".join(filter(None, (pieces, format_yuan(one.value_fen) if one.value_fen else "", since)))
        notes.append(Note(str(one.id), one.name, about, "warn" if days > 1 else "muted"))
    return notes


class BoardSide(QWidget):
    """Two short lists; Enter or a double click leads to the document, or to the accounts."""

    document_asked = Signal(str)
    accounts_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("board_side")
        self.due = self._list(
            "board_due", _("Answers and reworks"), _("No answer is awaited, and no rework waits.")
        )
        self.owed = self._list("board_owed", _("Owed old parts"), _("Nobody owes an old part."))
        self.due.opened.connect(lambda note: self.document_asked.emit(note.no))
        self.owed.opened.connect(lambda _note: self.accounts_asked.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._heads = {}
        for view, words in ((self.due, _("Awaited")), (self.owed, _("Owed old parts"))):
            head = plain_label(f"{view.objectName()}_head", "section")
            head.setText(words)
            self._heads[view] = (head, words)
            layout.addWidget(head)
            layout.addWidget(view, 1)

    def show_notes(self, due: Sequence[Note], owed: Sequence[Note]) -> None:
        """Show what is awaited and what is owed."""
        for view, notes in ((self.due, due), (self.owed, owed)):
            view.show_rows(notes)
            head, words = self._heads[view]
            head.setText(f"{words} {len(notes)}" if notes else words)

    def _list(self, name: str, title: str, empty: str) -> ShortList:
        column = Column("note", title, 0, "left", _said, tooltip=_said)
        view = ShortList(name, title, [column], lambda note: note.key, empty)
        view.setItemDelegate(_NotePainter(view))
        view.horizontalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(HEIGHT)
        view.sheet = [
            Column("what", _("What"), 0, "left", lambda note: note.title),
            Column("about", _("How it stands"), 0, "left", lambda note: note.about),
        ]
        return view


def _said(note: Note) -> str:
    return _(", ").join((note.title, note.about))


class _NotePainter(QStyledItemDelegate):
    def __init__(self, view: ShortList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        note: Note = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if self._view.selectionModel().isSelected(index) and self._view.hasFocus():
            painter.fillRect(option.rect, theme.colour("pale"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        box = option.rect.adjusted(10, 5, -8, -5)
        half = box.height() // 2
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() - 1)
        for words, font, top, ink in (
            (note.title, option.font, 0, "text"),
            (note.about, small, half, note.tone),
        ):
            line = QRect(box.x(), box.y() + top, box.width(), half)
            if ink in {"bad", "warn"}:
                icon("warning", ink).paint(painter, QRect(line.x(), line.center().y() - 6, 14, 14))
                line.adjust(19, 0, 0, 0)
            painter.setFont(font)
            painter.setPen(theme.colour(ink))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
