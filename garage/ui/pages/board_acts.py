"""The next step of a card of the board: the form of that act, never the act itself."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.plates import display_plate
from garage.domain.returns_board import BoardAct
from garage.i18n import _, ngettext
from garage.services import claim_notice_rows, claim_pages, old_part_rows
from garage.services.claim_notice_rows import NoticeRow
from garage.services.returns_board import CLAIM, JOB, OLD_PART, Card
from garage.ui.desk import Desk
from garage.ui.forms import claim_acts
from garage.ui.forms.claim_draft import ClaimDraftForm
from garage.ui.forms.claim_lines import ClaimDecisionForm
from garage.ui.forms.claim_notice import NoticeForm, NoticeInvoiceForm, SettleNoticeForm
from garage.ui.forms.claim_submit import SubmitClaimForm
from garage.ui.forms.old_part_acts import CountInForm
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.messages import toast
from garage.ui.pages.counter_acts import open_form


def step_words(card: Card) -> str:
    """What comes next with a card, as the words of a button; "" when it has ended."""
    return label(card.act) if card.act is not None else ""


class BoardActs(QObject):
    """Opens what comes next with a card."""

    done = Signal(str)
    """A step was taken: the key of the card that it led to."""
    document_asked = Signal(str)
    """What comes next is done on the page of this document."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk

    def step(self, card: Card) -> FormDialog | None:
        """Open the form of what comes next; None when the way there is another page."""
        ways: dict[BoardAct, Callable[[Card], FormDialog | None]] = {
            BoardAct.COUNT_IN: self._count_in,
            BoardAct.DRAFT: self._draft,
            BoardAct.SUBMIT: self._submit,
            BoardAct.DECIDE: self._decide,
            BoardAct.AGAIN: self._again,
            BoardAct.NOTICE: self._notice,
            BoardAct.INVOICE: self._invoice,
            BoardAct.SETTLE: self._settle,
        }
        if card.act is None:
            toast(self._page, _("{number} has come to its end.").format(number=card.no), "info")
            return None
        return ways[card.act](card)

    def draft(self, order_id: int, about: str) -> FormDialog:
        """Claim for a job."""
        form = ClaimDraftForm(self._page, self._desk, order_id, about)
        form.saved.connect(self._on_drafted)
        open_form(form)
        return form

    def _count_in(self, card: Card) -> FormDialog:
        form = CountInForm(self._page, self._desk, old_part_rows.one(card.ref))
        return self._opened(form, card, _("{number} is counted in."), f"{OLD_PART}{card.ref}")

    def _draft(self, card: Card) -> FormDialog:
        about = " · ".join(filter(None, (card.order_no, display_plate(card.plate), card.model, card.part)))
        return self.draft(card.order_id, about)

    def _submit(self, card: Card) -> FormDialog | None:
        page = claim_pages.one(card.ref, self._desk.today())
        if page.missing:
            text = ngettext(
                "{n} item of the check list is open", "{n} items of the check list are open", page.missing
            )
            self.document_asked.emit(card.no)
            toast(self._page.window(), text.format(n=page.missing), "warn")
            return None
        form = SubmitClaimForm(self._page, self._desk, page)
        return self._opened(form, card, _("{number} is with the supplier now."), card.key)

    def _decide(self, card: Card) -> FormDialog:
        form = ClaimDecisionForm(self._page, self._desk, card.ref)
        said = _("{number}: {state}")
        form.saved.connect(
            lambda state: self._tell(said.format(number=card.no, state=label(state)), card.key)
        )
        open_form(form)
        return form

    def _again(self, card: Card) -> FormDialog:
        form = claim_acts.resubmit(self._page, self._desk, claim_pages.one(card.ref, self._desk.today()))
        return self._opened(form, card, _("{number} is with the supplier now."), card.key)

    def _notice(self, card: Card) -> FormDialog:
        row = claim_pages.row_of(card.ref)
        form = NoticeForm(self._page, self._desk, row.supplier_id, [row.id])
        return self._opened(form, card, _("{number} is on a settlement notice."), card.key)

    def _invoice(self, card: Card) -> FormDialog:
        form = NoticeInvoiceForm(self._page, self._desk, self._notice_of(card))
        return self._opened(form, card, _("{number}: the invoice is noted."), card.key)

    def _settle(self, card: Card) -> FormDialog:
        form = SettleNoticeForm(self._page, self._desk, self._notice_of(card))
        return self._opened(form, card, _("{number} is settled."), card.key)

    def _notice_of(self, card: Card) -> NoticeRow:
        """The notice on which a claim stands; with it all its claims go on."""
        notice_id = claim_pages.one(card.ref, self._desk.today()).notice_id
        if notice_id is None:
            raise KeyError(card.no)
        return claim_notice_rows.one(notice_id)

    def _on_drafted(self, claim_id: int) -> None:
        row = claim_pages.row_of(claim_id)
        words = _("{number} is drafted: its check list says what is missing.")
        self._tell(words.format(number=row.no), f"{CLAIM}{claim_id}")

    def _opened(self, form: FormDialog, card: Card, said: str, key: str) -> FormDialog:
        form.saved.connect(lambda _what: self._tell(said.format(number=card.no), key))
        open_form(form)
        return form

    def _tell(self, text: str, key: str) -> None:
        toast(self._page, text)
        self.done.emit(key)


def document_of(card: Card) -> str | None:
    """The number of the page a card opens; None where it is the job itself."""
    return None if card.kind == JOB else card.no
