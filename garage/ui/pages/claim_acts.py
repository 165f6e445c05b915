"""What may be done with a claim: filled in, submitted, decided, asked again, given up, printed."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.claims import CLOSED, DECIDED, UNDECIDED, ClaimState
from garage.domain.labels import label
from garage.errors import Reason
from garage.i18n import _, ngettext
from garage.services import claim_edits, claim_notice_rows, claims
from garage.services.claim_edits import REPORTING
from garage.services.claim_pages import ClaimPage
from garage.ui.desk import Desk
from garage.ui.forms import claim_acts
from garage.ui.forms.claim_lines import ClaimDecisionForm, ClaimLinesForm
from garage.ui.forms.claim_notice import NoticeForm, NoticeInvoiceForm, SettleNoticeForm
from garage.ui.forms.claim_report import ClaimQuestionsForm, ClaimReportForm
from garage.ui.kit.actions import make_action
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.messages import toast
from garage.ui.pages.counter_acts import open_form


class ClaimActs(QObject):
    """The acts on the claim that `fit` names, as actions of a page."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._claim: ClaimPage | None = None

        def action(name: str, text: str, slot: Callable[[], object], keys: str, symbol: str) -> QAction:
            return make_action(page, text, slot, keys, symbol, name=name)

        self.report = action("claim_report", _("Report…"), self.write_report, "Ctrl+E", "pencil")
        self.lines = action("claim_lines_edit", _("Lines…"), self.change_lines, "Ctrl+L", "list")
        self.questions = action("claim_questions", _("Questions…"), self.ask, "Ctrl+Shift+Q", "info")
        self.asking = action(
            "claim_ask_approval", _("Approval asked for"), self.ask_approval, "Ctrl+Alt+A", "phone"
        )
        self.approval = action("claim_approved", _("Approved…"), self.note_approval, "Ctrl+Shift+A", "check")
        self.major = action(
            "claim_major", _("Major fault reported"), self.report_major, "Ctrl+Shift+M", "warning"
        )
        self.answer = action("claim_answered", _("Supplier answered"), self.answered, "Ctrl+Alt+B", "phone")
        self.inspection = action(
            "claim_inspected", _("Inspected by the supplier…"), self.note_inspection, "Ctrl+Shift+I", "search"
        )
        self.again = action(
            "claim_again", _("Submit again…"), self.submit_again, "Ctrl+Shift+S", "arrow-right"
        )
        self.undecide = action(
            "claim_undecide", _("Decision back…"), self.take_back_decision, "Ctrl+Z", "undo"
        )
        self.giving_up = action("claim_give_up", _("Give up…"), self.give_up, "Ctrl+Shift+K", "trash")
        self.dropping = action("claim_drop", _("Do not claim…"), self.drop, "Ctrl+Shift+Z", "close")
        self.offered = [self.report, self.lines, self.questions]
        """Those that have a button; the menu has all."""
        self.more = [
            *(self.asking, self.approval, self.major, self.answer),
            *(self.inspection, self.again, self.undecide, self.giving_up, self.dropping),
        ]

    def fit(self, claim: ClaimPage | None) -> None:
        """Only what may be done with this claim."""
        self._claim = claim
        state = claim.row.state if claim is not None else None
        draft = state is ClaimState.DRAFT
        reporting = state in REPORTING
        waits = claim is not None and claim.row.answer_due_on is not None
        approved = claim is not None and bool(claim.approval_no)
        reported = claim is not None and claim.reported_at is not None
        may = {
            self.report: reporting,
            self.questions: reporting,
            self.lines: draft,
            self.asking: draft and not approved,
            self.approval: draft,
            self.major: state in UNDECIDED and not reported,
            self.answer: state in UNDECIDED and waits,
            self.inspection: state is not None and not draft and state not in CLOSED,
            self.again: state is ClaimState.PARTLY_ACCEPTED,
            self.undecide: state in DECIDED,
            self.giving_up: state is ClaimState.REJECTED,
            self.dropping: draft,
        }
        for action, allowed in may.items():
            action.setVisible(
                allowed or action not in self.more
            )  # first, for what is hidden is never enabled
            action.setEnabled(allowed)

    def next_step(self, claim: ClaimPage) -> tuple[str, tuple[Reason, ...]]:
        """What comes next, and what it misses: words of the button."""
        if claim.row.state is ClaimState.DRAFT:
            text = ngettext(
                "{n} item of the check list is open", "{n} items of the check list are open", claim.missing
            )
            open_ = Reason("checks", text.format(n=claim.missing), "checks")
            return _("Submit to the supplier"), (open_,) if claim.missing else ()
        words = {
            ClaimState.SUBMITTED: _("Enter the decision…"),
            ClaimState.REJECTED: _("Submit again…"),
            ClaimState.ACCEPTED: _("Settlement notice…"),
            ClaimState.PARTLY_ACCEPTED: _("Settlement notice…"),
            ClaimState.NOTICE_ISSUED: _("Our invoice…"),
            ClaimState.INVOICED: _("Settle the notice…"),
        }
        return words.get(claim.row.state, ""), ()

    def take_next(self) -> None:
        """Do what comes next."""
        claim = self._claim
        if claim is None:
            return
        if claim.row.state is ClaimState.DRAFT:
            claims.submit(self._desk.by(), claim.row.id, claim.row.version)
            self._tell(_("{number} is with the supplier now.").format(number=claim.row.no))
        elif claim.row.state is ClaimState.SUBMITTED:
            form = ClaimDecisionForm(self._page, self._desk, claim.row.id)
            said = _("{number}: {state}")
            form.saved.connect(lambda state: self._tell(said.format(number=claim.row.no, state=label(state))))
            open_form(form)
        elif claim.row.state is ClaimState.REJECTED:
            self.submit_again()
        else:
            self._follow_notice(claim)

    def _follow_notice(self, claim: ClaimPage) -> None:
        """What was given goes on a notice; the notice is invoiced, then settled."""
        row = claim.row
        if row.state in DECIDED:
            open_form(NoticeForm(self._page, self._desk, row.supplier_id, [row.id]))
        elif claim.notice_id is not None:
            notice = claim_notice_rows.one(claim.notice_id)
            form = NoticeInvoiceForm if row.state is ClaimState.NOTICE_ISSUED else SettleNoticeForm
            open_form(form(self._page, self._desk, notice))

    def go_to(self, reason: Reason) -> None:
        """Open what puts an item of the check list right."""
        ways: dict[str, Callable[[], object]] = {
            "report": self.write_report,
            "lines": self.change_lines,
            "questions": self.ask,
            "approval": self.note_approval,
            "major": self.report_major,
        }
        if reason.goto in ways:
            ways[reason.goto]()

    def tick(self, code: str, *, done: bool) -> None:
        """Somebody has looked at an item."""
        if self._claim is not None:
            row = self._claim.row
            claim_edits.tick(self._desk.by(), row.id, row.version, code, done=done)

    def write_report(self) -> None:
        """The fault report."""
        self._form(ClaimReportForm)

    def change_lines(self) -> None:
        """Roles, serial numbers, old parts and amounts; before it goes out only."""
        if self._claim is not None and self._claim.row.state is ClaimState.DRAFT:
            self._form(ClaimLinesForm)

    def ask(self) -> None:
        """What no warranty covers."""
        self._form(ClaimQuestionsForm)

    def ask_approval(self) -> None:
        """The supplier was asked whether the work may begin."""
        self._do(claim_edits.ask_approval, _("Asked: the answer is awaited."))

    def note_approval(self) -> None:
        """The supplier said yes."""
        self._open(claim_acts.ApprovalForm)

    def report_major(self) -> None:
        """The supplier knows of the major fault."""
        self._do(claim_edits.report_major, _("Reported: the answer is awaited."))

    def answered(self) -> None:
        """The supplier's answer is there."""
        self._do(claim_edits.answered, _("Noted: the supplier answered."))

    def note_inspection(self) -> None:
        """The supplier looked at the old part."""
        self._open(claim_acts.ReinspectionForm)

    def submit_again(self) -> None:
        """Ask once more for what was not given."""
        self._open(claim_acts.resubmit)

    def take_back_decision(self) -> None:
        """The decision was entered wrongly."""
        self._open(claim_acts.take_back)

    def give_up(self) -> None:
        """Write the money off."""
        self._open(claim_acts.WriteOffClaimForm)

    def drop(self) -> None:
        """Not claimed after all."""
        self._open(claim_acts.drop)

    def _do(self, act: Callable[..., None], said: str) -> None:
        if self._claim is not None:
            act(self._desk.by(), self._claim.row.id, self._claim.row.version)
            self._tell(said)

    def _open(self, make: Callable[[QWidget, Desk, ClaimPage], FormDialog]) -> None:
        if self._claim is not None:
            open_form(make(self._page, self._desk, self._claim))

    def _form(self, make: Callable[[QWidget, Desk, int], FormDialog]) -> None:
        if self._claim is not None:
            open_form(make(self._page, self._desk, self._claim.row.id))

    def _tell(self, text: str) -> None:
        toast(self._page, text)
