"""Letters go out together, and what comes of each is noted (G4)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.letters import LetterAct, LetterChannel, LetterState
from garage.errors import FieldError
from garage.i18n import _, ngettext
from garage.services import letter_rows, letters
from garage.services.letter_rows import LetterFilter, LetterRow
from garage.ui.desk import Desk
from garage.ui.forms.letter_words import about_letter, say_sent, say_state
from garage.ui.forms.order_head import words
from garage.ui.forms.tick_table import Ticked, TickTable
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.date_fields import DateField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, TextField

MOST = 500
"""Letters that are offered in one form, and printed into one file."""


class SendLettersForm(FormDialog):
    """Letters that lie here, those `chosen` ticked; `saved` carries what went out, whether it is printed, and whether labels are."""

    def __init__(self, parent: QWidget | None, desk: Desk, chosen: Sequence[int]) -> None:
        told = _("They are printed as one file, each on pages of its own, and stand in the register as sent.")
        super().__init__(parent, _("Send letters"), told, width=860)
        self.setObjectName("send_letters_form")
        self._desk, self._chosen = desk, tuple(chosen)
        self._rows: dict[int, LetterRow] = {}
        columns = [(_("Letter no."), 160), (_("Customer"), 180), (_("Subject"), 0), (_("By when"), 190)]
        self.letters = self.add_field(
            "letters",
            _("Letters that lie here"),
            TickTable("letters", _("Letters that lie here"), columns),
            _("Space ticks a letter, Ctrl+A all."),
        )
        self.rest = words("", "warn")
        self.rest.setObjectName("letters_rest")
        self.add_widget(self.rest)
        self._how = self.add_field(
            "how", _("How"), ChoiceField(choices=[(one, label(one)) for one in LetterChannel])
        )
        self._on = self.add_field(
            "on", _("On which day"), DateField(now=desk.now), required=True, beside=True
        )
        self._print = self.add_field("print", "", TickField(_("Print them now, as one file")))
        self._labels = self.add_field("labels", "", TickField(_("And labels for the envelopes")), beside=True)
        self.letters.changed.connect(self._fit)

    def load(self) -> None:
        today = self._desk.today()
        rows = {row.id: row for row in letter_rows.page(LetterFilter.TO_SEND, today, limit=MOST).rows}
        rows |= {row.id: row for row in letter_rows.of_ids(self._chosen) if row.state is LetterState.WRITTEN}
        self._rows = rows
        text = say_rest(len(rows), self._desk)
        self.rest.setText(text)
        self.rest.setVisible(bool(text))
        self.letters.show_rows([self._ticked(row) for row in rows.values()], most=8)
        self._how.set_value(LetterChannel.POST)
        self._on.set_date(today)
        self._print.set_value(True)
        self._fit()
        self.letters.setFocus()

    def renew(self) -> None:
        self._chosen = tuple(self.letters.value())
        self._rows = {row.id: row for row in letter_rows.of_ids(list(self._rows))}

    def save(self) -> tuple[list[int], bool, bool]:
        chosen = self.letters.value()
        if not chosen:
            raise FieldError("letters", _("Tick at least one letter."))
        versions = {ref: self._rows[ref].version for ref in chosen}
        letters.send(self._desk.by(), versions, self._how.value(), self._on.date())
        return chosen, self._print.value(), self._labels.value()

    def _ticked(self, row: LetterRow) -> Ticked:
        cells = (row.no, row.addressee, row.subject, say_state(row, self._desk.today())[0])
        return Ticked(row.id, cells, row.id in self._chosen)

    def _fit(self) -> None:
        count = len(self.letters.value())
        text = ngettext("Send {count} letter", "Send {count} letters", count)
        self.save_button.setText(text.format(count=count))


def say_rest(taken: int, desk: Desk) -> str:
    """That only the first `taken` letters that lie here are taken, and how many remain; "" when it is all of them."""
    rest = letter_rows.counts(desk.today())[LetterFilter.TO_SEND] - taken
    if rest <= 0:
        return ""
    text = ngettext(
        "These are the first {taken} by their day; {rest} letter remains for the next time.",
        "These are the first {taken} by their day; {rest} letters remain for the next time.",
        rest,
    )
    return text.format(taken=f"{taken:,}", rest=f"{rest:,}")


class _OutcomeForm(FormDialog):
    """What came of one letter, on a day."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: LetterRow, act: LetterAct) -> None:
        title = label(act).rstrip("…")
        super().__init__(parent, title, about_letter(row), default_text=title, width=560)
        self.setObjectName(f"letter_{act.lower()}_form")
        self._desk, self._row = desk, row
        self.add_widget(words(say_sent(row), "muted"))

    def add_day(self) -> DateField:
        """When it came."""
        made: DateField = self.add_field(
            "on", _("On which day"), DateField(now=self._desk.now), required=True
        )
        return made

    def load(self) -> None:
        self._on.set_date(self._desk.today())

    def renew(self) -> None:
        self._row = letter_rows.one(self._row.id)

    _on: DateField


class ReplyForm(_OutcomeForm):
    """The customer answered."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: LetterRow) -> None:
        super().__init__(parent, desk, row, LetterAct.REPLY)
        self._reply = self.add_field(
            "reply", _("What the customer answered"), TextField(limit=2000, lines=4), required=True
        )
        self._on = self.add_day()

    def save(self) -> int:
        row = self._row
        letters.reply(self._desk.by(), row.id, row.version, self._reply.value(), self._on.date())
        return row.id


class ReturnedForm(_OutcomeForm):
    """The post brought it back."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: LetterRow) -> None:
        super().__init__(parent, desk, row, LetterAct.RETURN)
        told = _("Until the customer's file has another address, new letters say that this one is doubtful.")
        self.add_widget(words(told))
        self._note = self.add_field("note", _("What the post says"), LineField(limit=200))
        self._on = self.add_day()

    def save(self) -> int:
        row = self._row
        letters.returned(self._desk.by(), row.id, row.version, self._note.value(), self._on.date())
        return row.id


class LetterRegisterForm(FormDialog):
    """First and last day of the register, the month so far if nothing else is said; `saved` carries both."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        about = _("Every letter of these days: to whom, about what, who sent it, what was answered.")
        super().__init__(parent, _("Register of letters"), about, default_text=_("Preview"), width=480)
        self.setObjectName("letter_register_form")
        self._desk = desk
        self._first = self.add_field("first", _("First day"), DateField(now=desk.now), required=True)
        self._last = self.add_field(
            "last", _("Last day"), DateField(now=desk.now), required=True, beside=True
        )

    def load(self) -> None:
        today = self._desk.today()
        self._first.set_date(today.replace(day=1))
        self._last.set_date(today)

    def save(self) -> tuple[date, date]:
        first, last = self._first.date(), self._last.date()
        if first is None or last is None or last < first:
            raise FieldError("last", _("The last day lies before the first."))
        return first, last
