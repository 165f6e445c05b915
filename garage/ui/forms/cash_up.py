"""日结: the till counted by notes, the accounts by their sums, against what is booked; what differs says why (C3)."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from garage.domain.cash_ups import MOST_PIECES, NOTES_FEN, CashUpRow, Count, MethodSum, notes_sum
from garage.domain.decimals import parse_decimal
from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.domain.settlements import PayMethod
from garage.errors import FieldError, StaleError
from garage.i18n import _
from garage.services import cash_limits, cash_ups
from garage.ui.desk import Desk
from garage.ui.forms.on_account import approver_field
from garage.ui.forms.order_head import words
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, MoneyField, NumberField

_COLUMNS = 4


class NotesField(QWidget):
    """How many of each note and coin; `value()` is {fen: pieces}."""

    edited = Signal()
    left = Signal()
    """One note was typed and the keyboard goes on: what cannot be read is said now."""

    def __init__(self) -> None:
        super().__init__()
        self.field_name = "notes"
        self.pieces = {note: NumberField(_parse_pieces, str) for note in NOTES_FEN}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        for place, (note, field) in enumerate(self.pieces.items()):
            row, column = divmod(place, _COLUMNS)
            caption = QLabel(f"{_note_words(note)} ×")
            caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            caption.setBuddy(field)
            field.setObjectName(f"note_{note}")
            field.setAccessibleName(_("Pieces of {note}").format(note=_note_words(note)))
            field.setPlaceholderText("0")
            field.textChanged.connect(lambda _text: self.edited.emit())
            field.editingFinished.connect(self.left)
            grid.addWidget(caption, row, column * 2)
            grid.addWidget(field, row, column * 2 + 1)
        self.setFocusProxy(self.pieces[NOTES_FEN[0]])

    def value(self) -> dict[int, int]:
        """What was typed; FieldError("notes") about the first note that cannot be so many, which takes the keyboard."""
        typed, problems = {}, {}
        for note, field in self.pieces.items():
            try:
                typed[note] = field.value() or 0
            except FieldError as error:
                problems[note] = error.text
            _mark(field, wrong=note in problems)
        wrong = next(iter(problems), NOTES_FEN[0])
        self.setFocusProxy(self.pieces[wrong])
        if problems:
            text = _("{note}: {problem}").format(note=_note_words(wrong), problem=problems[wrong])
            raise FieldError(self.field_name, text)
        return {note: pieces for note, pieces in typed.items() if pieces}

    def set_value(self, notes: Mapping[int, int]) -> None:
        """Show these."""
        for note, field in self.pieces.items():
            field.set_value(notes.get(note))

    def raw(self) -> tuple[str, ...]:
        """The same as it was typed."""
        return tuple(field.text() for field in self.pieces.values())


class CashUpForm(FormDialog):
    """Counts cash by notes and each other method by its sum; `saved` carries the CashUpRow."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        title = _("Cash-up")
        super().__init__(parent, title, default_text=_("Close the till"), width=680)
        self.setObjectName("cash_up_form")
        self._desk = desk
        self._sums: dict[PayMethod, MethodSum] = {}
        self.about = words("", "muted")
        self.about.setObjectName("cash_up_about")
        self.add_widget(self.about)
        self.notes = self.add_field("notes", _("Notes and coins in the till"), NotesField())
        self.counted: dict[PayMethod, MoneyField] = {}
        self.reasons: dict[PayMethod, LineField] = {}
        for method in PayMethod:
            self._add_method(method)
        self.left = self.add_field("left", _("Stays in the till"), MoneyField(), required=True)
        self.taken_to = self.add_field(
            "taken_to", _("The rest goes to"), LineField(limit=100, placeholder=_("bank")), beside=True
        )
        self.approver = self.add_field("approved_by", _("Approved by"), approver_field(desk))
        self.note = self.add_field("note", _("Note"), LineField(limit=200), beside=True, stretch=2)
        self.notes.edited.connect(self._add_up)
        self.notes.left.connect(self.body.boxes["notes"].check_on_leaving)

    def load(self) -> None:
        self._read()
        last = cash_ups.last()
        self.left.set_value(last.left_fen if last is not None else None)
        self.taken_to.set_value(last.taken_to if last is not None else "")
        for method, field in self.counted.items():
            if not self._sums[method].booked_fen and method is not PayMethod.CASH:
                field.set_value(0)
        self._compare()

    def save(self) -> CashUpRow:
        count = Count(
            counted={method: field.fen() for method, field in self.counted.items()},
            reasons={method: field.value() for method, field in self.reasons.items()},
            left_fen=self.left.fen(),
            taken_to=self.taken_to.value(),
            notes=self.notes.value() or None,
            note=self.note.value(),
            approved_by=self.approver.value() if self._is_large() else None,
        )
        seen = {method: one.booked_fen for method, one in self._sums.items()}
        return cash_ups.close(self._desk.by(), count, seen=seen)

    def settle_clash(self, error: StaleError) -> None:
        """Money moved while it was counted: the figures follow, what was typed stays."""
        messages.tell(self, _("Money moved meanwhile"), error.text)
        self._read()
        self._compare()

    def show_error(self, field: str, text: str) -> None:
        if field.startswith("reason."):
            self.body.boxes[field].show()
        super().show_error(field, text)

    # Inside

    def _add_method(self, method: PayMethod) -> None:
        key = method.value
        counted = MoneyField(negative=method is not PayMethod.CASH)
        self.counted[method] = self.add_field(f"counted.{key}", label(method), counted, required=True)
        reason = self.add_field(
            f"reason.{key}", _("Why it differs"), LineField(limit=200), beside=True, stretch=2
        )
        self.reasons[method] = reason
        reason.setAccessibleName(_("Why {method} differs").format(method=label(method)))
        counted.textChanged.connect(lambda _text: self._compare())

    def _read(self) -> None:
        since, until = cash_ups.period(self._desk.by())
        self._sums = {one.method: one for one in cash_ups.booked(since, until)}
        cash = self._sums[PayMethod.CASH]
        told = [_("Left last time {amount}").format(amount=format_yuan(cash.carried_fen))]
        told += [f"{label(source)} {format_yuan(fen)}" for source, fen in cash.by_source.items() if fen]
        period = _("From {since} to {until}.").format(
            since=f"{since:%Y-%m-%d %H:%M}", until=f"{until:%m-%d %H:%M}"
        )
        self.about.setText(f"{period} {label(PayMethod.CASH)}: " + " · ".join(told))

    def _add_up(self) -> None:
        """The notes make the cash."""
        try:
            worth = notes_sum(self.notes.value())
        except FieldError:
            return
        # without a single note it is not known yet; a till that is empty is typed as 0
        self.counted[PayMethod.CASH].set_value(worth or None)

    def _compare(self) -> None:
        """What the books say stands over each sum; only what differs asks why."""
        for method, field in self.counted.items():
            fen, told = field.value_if_read(), self._sums[method].booked_fen
            off = fen - told if fen is not None else 0
            text = _("{method}, booked {amount}")
            if off:
                text = _("{method}, booked {amount}: {off} more") if off > 0 else ""
                text = text or _("{method}, booked {amount}: {off} less")
            caption = self.body.boxes[f"counted.{method.value}"].findChild(
                QLabel, f"counted.{method.value}_label"
            )
            amounts = {"amount": format_plain(told), "off": format_plain(abs(off))}
            caption.setText(f"{text.format(method=label(method), **amounts)} *")
            self.body.boxes[f"reason.{method.value}"].setVisible(bool(off))
        self.body.boxes["approved_by"].setVisible(self._is_large())

    def _is_large(self) -> bool:
        """Whether a difference is for an owner to approve."""
        typed = {method: field.value_if_read() for method, field in self.counted.items()}
        off = [fen - self._sums[method].booked_fen for method, fen in typed.items() if fen is not None]
        return cash_limits.is_above(off)


def _note_words(note: int) -> str:
    return f"¥{note // 100}" if note >= 100 else f"¥{note / 100:g}"


def _parse_pieces(text: str, field: str) -> int:
    return parse_decimal(text, places=0, limit=MOST_PIECES, field=field)


def _mark(field: NumberField, *, wrong: bool) -> None:
    """The frame of one note among the others."""
    if bool(field.property("wrong")) != wrong:
        field.setProperty("wrong", wrong)
        field.style().unpolish(field)
        field.style().polish(field)
