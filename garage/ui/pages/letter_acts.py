"""What may be done with the letter under the bar, and with all that lie here, as actions of the page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.letters import LetterAct, LetterState, next_act
from garage.i18n import _, ngettext
from garage.services import letter_rows, letters
from garage.services.document_history import Kind
from garage.services.letter_rows import LetterFilter, LetterRow
from garage.ui.desk import Desk
from garage.ui.forms import print_letters
from garage.ui.forms.document_history import history_action
from garage.ui.forms.letter import ChangeLetterForm, WriteLetterForm, say_written
from garage.ui.forms.letter_acts import (
    MOST,
    LetterRegisterForm,
    ReplyForm,
    ReturnedForm,
    SendLettersForm,
    say_rest,
)
from garage.ui.forms.letter_words import about_letter
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit.actions import call, make_action
from garage.ui.kit.messages import toast
from garage.ui.pages.old_part_page_acts import open_form

_KEYS = {
    LetterAct.CHANGE: ("Ctrl+E", "pencil"),
    LetterAct.SEND: ("Ctrl+M", "check"),
    LetterAct.REPLY: ("Ctrl+R", "receipt"),
    LetterAct.RETURN: ("Ctrl+B", "undo"),
    LetterAct.VOID: ("Ctrl+Z", "close"),
}


class LetterActs(QObject):
    """Actions on the letter that `fit` names; `next` does what comes next and says so."""

    written = Signal(object)

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._row: LetterRow | None = None
        self._acts: dict[LetterAct, QAction] = {
            act: make_action(
                page, f"{label(act)}…", self._doer(act), keys, symbol, name=f"letter_{act.lower()}"
            )
            for act, (keys, symbol) in _KEYS.items()
        }
        self.next = make_action(page, _("Next step"), self.next_step, "Ctrl+Return", name="letter_next")
        self.new = make_action(page, _("New letter…"), self.write, "Ctrl+N", "plus", name="new_letter")
        self.send_all = make_action(
            page,
            _("Send all that lie here…"),
            self.send_waiting,
            "Ctrl+Shift+M",
            "check",
            name="send_all_letters",
        )
        self.paper = make_action(
            page, _("Print the letter…"), self.print_one, "Ctrl+P", "print", name="print_letter"
        )
        self.print_all = make_action(
            page,
            _("Print all that lie here…"),
            self.print_waiting,
            "Ctrl+Shift+P",
            "print",
            name="print_all_letters",
        )
        self.register = make_action(
            page,
            _("Register of letters…"),
            self.print_register,
            "Ctrl+G",
            "list",
            name="print_letter_register",
        )
        self.history = history_action(page, desk, Kind.LETTER, self._named, "letter_history")
        self.offered = [*self._acts.values(), self.paper, self.history]
        self.over_all = [self.send_all, self.print_all, self.register]
        self.fit(None)

    def fit(self, row: LetterRow | None) -> None:
        """Only what may be done with this letter."""
        self._row = row
        following = next_act(row.state) if row is not None else None
        for act, action in self._acts.items():
            action.setEnabled(row is not None and row.may(act))
        for action in (self.paper, self.history):
            action.setEnabled(row is not None)
        self.next.setEnabled(following is not None)
        call(self.next, f"{label(following)}…" if following is not None else _("Next step"))

    def beside(self) -> list[QAction]:
        """What may be done besides the next step."""
        following = next_act(self._row.state) if self._row is not None else None
        return [action for act, action in self._acts.items() if act is not following and action.isEnabled()]

    def next_step(self) -> None:
        """The one thing that waits to be done."""
        if self._row is not None and (act := next_act(self._row.state)) is not None:
            self._do(act)

    def write(self) -> None:
        """A letter to one customer."""
        form = WriteLetterForm(self._desk, self._page)
        form.saved.connect(lambda ref: say_written(self._page, ref))
        form.saved.connect(self.written)
        open_form(form)

    def send_waiting(self) -> None:
        """Everything that lies here goes out together."""
        self._send([row.id for row in self._waiting()])

    def print_one(self) -> None:
        """The letter as it goes out."""
        if self._row is not None:
            print_letters.print_letters(self._page, self._desk, [self._row.id])

    def print_waiting(self) -> None:
        """Everything that lies here, as one file."""
        rows = self._waiting()
        if rows:
            print_letters.print_letters(self._page, self._desk, [row.id for row in rows])
            if rest := say_rest(len(rows), self._desk):
                toast(self._page, rest, "info")
        else:
            toast(self._page, _("No letter waits to be sent."), "info")

    def print_register(self) -> None:
        """信函登记表 of some days."""
        form = LetterRegisterForm(self._page, self._desk)
        form.saved.connect(lambda days: print_letters.print_register(self._page, self._desk, *days))
        open_form(form)

    def _waiting(self) -> Sequence[LetterRow]:
        return letter_rows.page(LetterFilter.TO_SEND, self._desk.today(), limit=MOST).rows

    def _named(self) -> tuple[int, str] | None:
        return (self._row.id, self._row.no) if self._row is not None else None

    def _doer(self, act: LetterAct) -> Callable[[], None]:
        return lambda: self._do(act)

    def _do(self, act: LetterAct) -> None:
        if (row := self._row) is None:
            return
        match act:
            case LetterAct.SEND:
                self._send([row.id])
            case LetterAct.VOID:
                open_form(self._void_form(row))
            case _:
                forms = {
                    LetterAct.CHANGE: lambda: ChangeLetterForm(self._desk, self._page, row),
                    LetterAct.REPLY: lambda: ReplyForm(self._page, self._desk, row),
                    LetterAct.RETURN: lambda: ReturnedForm(self._page, self._desk, row),
                }
                form = forms[act]()
                form.saved.connect(self._tell)
                open_form(form)

    def _send(self, chosen: Sequence[int]) -> None:
        if not chosen:
            toast(self._page, _("No letter waits to be sent."), "info")
            return
        form = SendLettersForm(self._page, self._desk, chosen)
        form.saved.connect(lambda sent: self._sent(*sent))
        open_form(form)

    def _sent(self, sent: list[int], printed: bool, labelled: bool) -> None:
        text = ngettext("{count} letter is sent.", "{count} letters are sent.", len(sent))
        toast(self._page, text.format(count=len(sent)))
        if printed or labelled:
            print_letters.print_letters(self._page, self._desk, sent, letters=printed, labels=labelled)

    def _void_form(self, row: LetterRow) -> ReasonForm:
        told = {
            LetterState.SENT: _("It stands in the register as void, though it has gone out."),
        }.get(row.state, _("It keeps its number and stands in the register as void."))
        title = label(LetterAct.VOID)
        return ReasonForm(
            self._page,
            title,
            about_letter(row),
            told,
            lambda why: letters.void(self._desk.by(), row.id, row.version, why),
        )

    def _tell(self, letter_id: int) -> None:
        row = letter_rows.one(letter_id)
        toast(self._page, _("{number} is saved.").format(number=row.no))
