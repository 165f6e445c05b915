"""What may be done with the old part under the bar, as actions of the page."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.old_parts import HERE, KEPT, OldPartAct, OldPartPurpose
from garage.i18n import _, ngettext
from garage.services import claim_pages, disposals, old_parts
from garage.services.old_part_rows import OldPartRow
from garage.ui.desk import Desk
from garage.ui.forms import print_old_parts
from garage.ui.forms.claim_draft import ClaimDraftForm
from garage.ui.forms.old_part_acts import (
    ConditionForm,
    CountInForm,
    DecideForm,
    HandOverForm,
    ShelfForm,
    about_part,
)
from garage.ui.forms.old_part_scrap import ApproveScrapForm, DisposalForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit.actions import make_action
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.messages import toast


class OldPartActs(QObject):
    """Actions on the part that `fit` names; `offered` have buttons, the menu has `others` as well."""

    document_asked = Signal(str)
    """Number of a claim that was drafted here."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._row: OldPartRow | None = None

        def action(name: str, text: str, slot: Callable[[], object], keys: str, symbol: str) -> QAction:
            made = make_action(page, text, slot, keys, symbol, name=name)
            made.setEnabled(False)
            return made

        self._acts: dict[OldPartAct, QAction] = {
            OldPartAct.VOID: action("void_tag", _("Void the tag…"), self.void, "Ctrl+Z", "close"),
            OldPartAct.KEEP: action("keep_part", _("Keep after all…"), self.keep, "Ctrl+K", "undo"),
            OldPartAct.SHELVE: action("move_part", _("Shelf…"), self.shelve, "Ctrl+L", "box"),
            OldPartAct.DECIDE: action("decide_part", _("For whom…"), self.decide, "Ctrl+T", "person"),
            OldPartAct.HAND_OVER: action("hand_part", _("Hand over…"), self.hand_over, "Ctrl+H", "person"),
            OldPartAct.APPROVE_SCRAP: action(
                "approve_scrap", _("Approve scrapping…"), self.approve, "Ctrl+Shift+S", "check"
            ),
            OldPartAct.DISPOSE: action("dispose_part", _("Dispose…"), self.dispose, "Ctrl+Shift+D", "trash"),
            OldPartAct.COUNT_IN: action("count_in_part", _("Count in…"), self.count_in, "Ctrl+I", "box"),
        }
        self.condition = action(
            "part_condition", _("Condition…"), self.note_condition, "Ctrl+Shift+C", "pencil"
        )
        self.label = action("print_tag", _("Label…"), self.print_label, "Ctrl+P", "print")
        self.claim = action("claim_part", _("Claim it…"), self.draft_claim, "Ctrl+M", "money")
        first = (
            OldPartAct.KEEP,
            OldPartAct.SHELVE,
            OldPartAct.DECIDE,
            OldPartAct.HAND_OVER,
            OldPartAct.APPROVE_SCRAP,
            OldPartAct.DISPOSE,
            OldPartAct.COUNT_IN,
        )
        self.offered = [self.label, *(self._acts[act] for act in first), self.claim]
        self.others = [self.condition, self._acts[OldPartAct.VOID]]

    def fit(self, row: OldPartRow | None) -> None:
        """Only what may be done with this part."""
        self._row = row
        for act, action in self._acts.items():
            action.setEnabled(row is not None and row.may(act))
        self.claim.setEnabled(row is not None and _waits_for_a_claim(row))
        self.condition.setEnabled(row is not None and row.state in HERE)
        self.label.setEnabled(row is not None)

    def next_step(self) -> None:
        """Enter on the part: counted in, claimed, or moved where nothing else is next."""
        ends = self._acts[OldPartAct.COUNT_IN], self.claim, self._acts[OldPartAct.DISPOSE]
        for action in (*ends, self._acts[OldPartAct.SHELVE]):
            if action.isEnabled():
                action.trigger()
                return

    def count_in(self) -> None:
        """The part is here."""
        self._open(lambda row: CountInForm(self._page, self._desk, row), _("{number} is counted in."))

    def shelve(self) -> None:
        """Another shelf."""
        self._open(lambda row: ShelfForm(self._page, self._desk, row), "")

    def note_condition(self) -> None:
        """How it looks."""
        self._open(lambda row: ConditionForm(self._page, self._desk, row), "")

    def decide(self) -> None:
        """Whom it is for."""
        if (row := self._row) is not None:
            form = DecideForm(self._page, self._desk, row)
            form.saved.connect(lambda ref: form.prints and self._print_to_sign(row.order_id, [ref]))
            open_form(form)

    def _print_to_sign(self, order_id: int, refs: list[int]) -> None:
        print_old_parts.print_handed_over(self._page, self._desk, order_id, refs)

    def hand_over(self) -> None:
        """The customer takes what came off their car."""
        if (row := self._row) is None:
            return
        form = HandOverForm(self._page, self._desk, row.order_id)

        def tell(taken: list[int]) -> None:
            tell_handed_over(self._page, self._desk, row.order_id, taken, prints=form.prints)

        form.saved.connect(tell)
        open_form(form)

    def draft_claim(self) -> None:
        """What came off is claimed from its supplier, with the lines of its job."""
        if (row := self._row) is not None:
            about = " · ".join(filter(None, (row.order_no, row.plate, row.model.strip(), row.name)))
            form = ClaimDraftForm(self._page, self._desk, row.order_id, about)
            form.saved.connect(self._tell_drafted)
            open_form(form)

    def approve(self) -> None:
        """The owner says that it may be scrapped."""
        if self._row is not None:
            form = ApproveScrapForm(self._page, self._desk, [self._row.id])
            form.saved.connect(self._tell_approved)
            open_form(form)

    def keep(self) -> None:
        """Not scrapped after all."""

        def act(row: OldPartRow, why: str) -> None:
            disposals.keep(self._desk.by(), {row.id: row.version}, why)

        words = _("It lies on its shelf again; the approval is taken back.")
        self._ask_why(_("Keep after all"), words, act)

    def dispose(self) -> None:
        """It leaves for good."""
        if self._row is not None:
            form = DisposalForm(self._page, self._desk, [self._row])
            form.saved.connect(self._tell_disposed)
            open_form(form)

    def void(self) -> None:
        """The tag was a mistake."""

        def act(row: OldPartRow, why: str) -> None:
            old_parts.void(self._desk.by(), row.id, row.version, why)

        words = _("The number stays in the books. What its count-in cleared is owed again.")
        self._ask_why(_("Void the tag"), words, act)

    def print_label(self) -> None:
        """The label once more."""
        if self._row is not None:
            print_old_parts.print_tags(self._page, self._desk, [self._row.id])

    # Inside

    def _open(self, make: Callable[[OldPartRow], FormDialog], done: str) -> None:
        if (row := self._row) is None:
            return
        form = make(row)
        if done:
            form.saved.connect(lambda _ref: toast(self._page, done.format(number=row.no)))
        open_form(form)

    def _ask_why(self, title: str, words: str, act: Callable[[OldPartRow, str], None]) -> None:
        if (row := self._row) is None:
            return
        form = ReasonForm(self._page, title, about_part(row), words, lambda why: act(row, why))
        open_form(form)

    def _tell_drafted(self, claim_id: int) -> None:
        number = claim_pages.row_of(claim_id).no
        words = _("{number} is drafted: its check list says what is missing.").format(number=number)
        toast(self._page, words, "ok", (_("Open the claim"), lambda: self.document_asked.emit(number)))

    def _tell_approved(self, chosen: list[int]) -> None:
        count = len(chosen)
        words = ngettext("{n} part may be scrapped.", "{n} parts may be scrapped.", count)
        toast(self._page, words.format(n=count))

    def _tell_disposed(self, disposal_id: int) -> None:
        words = _("The parts are written off the register.")
        offer = (
            _("Print it"),
            lambda: print_old_parts.print_disposal(self._page, self._desk, disposal_id),
        )
        toast(self._page, words, "ok", offer)


def _waits_for_a_claim(row: OldPartRow) -> bool:
    """For the supplier, on the shelf, and in no claim yet."""
    return row.purpose is OldPartPurpose.CLAIM and row.state in KEPT and row.claim_id is None


def tell_handed_over(page: QWidget, desk: Desk, order_id: int, taken: list[int], *, prints: bool) -> None:
    """Say that it is noted what the customer took and left; the list to sign where it is wanted."""
    toast(page, _("Noted what the customer takes and what stays here."))
    if prints:
        print_old_parts.print_handed_over(page, desk, order_id, taken)


def open_form(form: FormDialog) -> Any:
    """Over the page, and gone when it is done."""
    form.finished.connect(form.deleteLater)
    form.open()
    return form
