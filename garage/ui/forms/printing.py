"""Papers of an order on screen and on their way to the printer, one function for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.documents import Document, Imprint, IssueSlip, PaymentReceipt
from garage.domain.documents_quality import CompletionCertificate
from garage.domain.documents_sales import SaleSlip
from garage.domain.orders import OrderState
from garage.domain.printables import Printable
from garage.domain.settlements import ReceiptKind
from garage.i18n import N_, _
from garage.services import (
    authorisations,
    certificates,
    delays,
    exit_passes,
    goods_issues,
    issue_slips,
    papers,
    papers_consent,
    papers_money,
    papers_quality,
    receipts,
    settlements,
    shop,
    supplements,
)
from garage.services.order_facts import latest_inspections
from garage.services.orders import OrderPage, open_page
from garage.services.settlements import Settled
from garage.ui.desk import Desk
from garage.ui.forms import print_habits
from garage.ui.forms.papers_window import PapersWindow
from garage.ui.forms.part import sees_costs
from garage.ui.kit import messages
from garage.ui.kit.actions import make_action
from garage.ui.kit.pdf_preview import Papers, PdfPreview

TITLES = {
    "reception": N_("Reception sheet"),
    "estimate": N_("Estimate"),
    "authorisation": N_("Repair authorisation"),
    "supplement": N_("Supplement form"),
    "delay": N_("Delay notice"),
    "job_card": N_("Job card"),
    "issue_slip": N_("Issue slip"),
    "inspection_sheet": N_("Inspection sheet"),
    "certificate": N_("Completion certificate"),
    "settlement": N_("Settlement slip"),
    "receipt": N_("Payment receipt"),
    "exit_pass": N_("Exit pass"),
    "counter_sale": N_("Parts sales slip"),
    "purchase_order": N_("Purchase order"),
    "goods_receipt": N_("Goods receipt"),
    "expense_list": N_("List of outside purchases"),
    "price_list": N_("Price list"),
    "part_labels": N_("Part labels"),
    "roll_forward": N_("Stock roll-forward"),
    "day_close": N_("Daily stock close"),
    "supplier_return": N_("Supplier return"),
    "supplier_payment": N_("Payment voucher"),
    "supplier_statement": N_("Supplier statement"),
    "count_sheet": N_("Count sheet"),
    "difference_list": N_("List of count differences"),
    "write_off": N_("Write-off slip"),
    "old_part_tags": N_("Old part tags"),
    "old_part_list": N_("Old part list"),
    "disposal_list": N_("Disposal of old parts"),
    "verdict_slip": N_("Warranty verdict"),
    "rework_record": N_("Rework record"),
    "claim_application": N_("Claim application"),
    "claim_list": N_("Monthly claim list"),
    "claim_notice": N_("Settlement notice"),
    "packing_list": N_("Packing list"),
    "weekly_faults": N_("Weekly fault report"),
    "problem_list": N_("List of quality problems"),
    "call_record": N_("Follow-up record"),
    "call_register": N_("Register of calls"),
    "complaint": N_("Complaint form"),
    "complaint_day": N_("Daily sheet of complaints"),
    "appointment_day": N_("Appointments of a day"),
    "campaign_calls": N_("Call list of a campaign"),
    "letter": N_("Letter"),
    "address_labels": N_("Address labels"),
    "letter_register": N_("Register of letters"),
    "coupons": N_("Coupons"),
    "points_statement": N_("Statement of points"),
    "customer_statement": N_("Customer statement"),
    "cash_up": N_("Cash-up slip"),
    "summary": N_("Summary"),
    "satisfaction": N_("Satisfaction report"),
    "training_card": N_("Training record"),
    "training_year": N_("Training of the year"),
    "dispute_pack": N_("Dispute pack"),
}
"""Kinds of paper, as printer, copies and prints are remembered for each."""

RECEIPTS = {
    ReceiptKind.DEPOSIT: N_("Deposit receipt"),
    ReceiptKind.PAYMENT: N_("Payment receipt"),
    ReceiptKind.BALANCE: N_("Account payment receipt"),
    ReceiptKind.REFUND: N_("Refund receipt"),
}
"""What a receipt is called on screen, as on paper."""
_SALES_RETURN = N_("Sales return slip")
_RETURN_SLIP, _MINOR_CERTIFICATE = N_("Return slip"), N_("Minor repair certificate")

_BY_ID = {"issue_slip", "supplement"}
"""Kinds that are opened by the id of their row; their number is only said."""

Build = Callable[[Imprint], Printable]

_BEFORE_DISPATCH = {OrderState.RECEIVED, OrderState.ESTIMATED, OrderState.AUTHORISED, OrderState.CANCELLED}


@dataclass(frozen=True)
class Paper:
    """One paper to be printed: its kind, its number, and how it is made for the next print."""

    kind: str
    number: str
    build: Build


def _called(kind: str, document: Printable) -> str:
    """What a paper of this kind says it is."""
    match document:
        case PaymentReceipt():
            return _(RECEIPTS[document.kind])
        case IssueSlip(is_return=True):
            return _(_RETURN_SLIP)
        case SaleSlip(is_return=True):
            return _(_SALES_RETURN)
        case CompletionCertificate(required=False):
            return _(_MINOR_CERTIFICATE)
        case _:
            return _(TITLES[kind])


def pdf_of(document: Printable, language: str, paper: str = "") -> tuple[bytes, str]:
    """(PDF, file name) of a document, on its usual paper unless another of its papers is named."""
    from garage.reports import render  # noqa: PLC0415 - ReportLab is slow to load and first needed here

    return render.render(document, language, paper), render.file_name(document)


def show(parent: QWidget | None, desk: Desk, kind: str, number: str, build: Build) -> None:
    """The paper as it will print; a print or a saved file is recorded, so that the next one says 重印."""
    show_all(parent, desk, [Paper(kind, number, build)])


def show_all(parent: QWidget | None, desk: Desk, wanted: Sequence[Paper]) -> None:
    """The same of several papers, in one window."""
    previews = [_preview(parent, desk, paper) for paper in wanted]
    window = previews[0] if len(previews) == 1 else PapersWindow(parent, previews)
    window.exec()
    window.deleteLater()


def _preview(parent: QWidget | None, desk: Desk, paper: Paper) -> PdfPreview:
    mark = papers.imprint(desk.by(), paper.kind, paper.number)
    document = paper.build(mark)
    pdf, name = pdf_of(document, desk.paper_language, print_habits.habit(paper.kind).paper)

    def make(code: str) -> bytes:
        return pdf_of(document, desk.paper_language, code)[0]

    def newer(code: str) -> bytes | None:
        """While it was looked at another seat may have printed it: then this one is a reprint."""
        nonlocal mark, document
        now = papers.imprint(desk.by(), paper.kind, paper.number)
        if now.copy == mark.copy:
            return None
        mark, document = now, paper.build(now)
        return make(code)

    offered = Papers(print_habits.choices(paper.kind), make, newer)
    usual = print_habits.usual(paper.kind)
    title = f"{_called(paper.kind, document)} {paper.number}"
    preview = PdfPreview(parent, pdf, title, name, paper.kind, offered, usual)
    _record(parent, desk, paper, preview)
    return preview


def _record(parent: QWidget | None, desk: Desk, paper: Paper, preview: PdfPreview) -> None:
    """The next print is another copy with a mark of its own: once printed, a preview has done its work."""

    def finish(words: str) -> None:
        papers.printed(desk.by(), paper.kind, paper.number)
        preview.accept()
        if parent is not None:
            messages.toast(parent, words)

    preview.printed.connect(lambda printer, _copies: finish(_("Sent to {printer}").format(printer=printer)))
    preview.saved.connect(lambda path: finish(_("Saved: {path}").format(path=path)))


def show_drawn(parent: QWidget, desk: Desk, paper: Paper, pdf: bytes) -> None:
    """The same of a paper that was drawn already, off the main thread."""
    from garage.reports import render  # noqa: PLC0415 - loaded by now

    document = paper.build(papers.blank_imprint(desk.by()))
    title = f"{_called(paper.kind, document)} {paper.number}"
    preview = PdfPreview(
        parent, pdf, title, render.file_name(document), paper.kind, usual=print_habits.usual(paper.kind)
    )
    _record(parent, desk, paper, preview)
    preview.exec()
    preview.deleteLater()


# One function for each paper


def print_reception(parent: QWidget | None, desk: Desk, order_id: int) -> None:
    """接车登记表."""
    number = open_page(order_id).no
    show(parent, desk, "reception", number, lambda imprint: papers.reception_sheet(order_id, imprint))


def print_estimate(parent: QWidget | None, desk: Desk, order_id: int) -> None:
    """报价单: what the authorisation says, without its number."""
    number = open_page(order_id).no

    def build(imprint: Imprint) -> Document:
        return replace(papers.authorisation_form(order_id, imprint), number="")

    show(parent, desk, "estimate", number, build)


def print_authorisation(parent: QWidget | None, desk: Desk, order_id: int) -> None:
    """委托书: as it was agreed to, else as it is to be signed."""
    agreed = authorisations.authorised_form(order_id)
    now = papers.authorisation_form(order_id, papers.blank_imprint(desk.by()))
    form = agreed or now
    show(parent, desk, "authorisation", form.number, lambda imprint: replace(form, imprint=imprint))


def print_supplement(parent: QWidget | None, desk: Desk, supplement_id: int) -> None:
    """增项确认单: as it was answered, else as it is to be signed."""
    form = supplements.form(supplement_id, papers.blank_imprint(desk.by()))
    show(parent, desk, "supplement", form.number, lambda imprint: replace(form, imprint=imprint))


def print_delay(parent: QWidget | None, desk: Desk, number: str) -> None:
    """延期交车告知单."""
    show(parent, desk, "delay", number, lambda imprint: papers_consent.delay_notice(number, imprint))


def print_job_card(parent: QWidget | None, desk: Desk, order_id: int) -> None:
    """派工单."""
    number = open_page(order_id).no
    show(parent, desk, "job_card", number, lambda imprint: papers.job_card(order_id, imprint))


def print_issue_slip(parent: QWidget | None, desk: Desk, issue_id: int) -> None:
    """领料单 or 退料单; what the goods cost stands on the store's own sheet, for those who may see it."""
    blank = papers.blank_imprint(desk.by())
    slip = issue_slips.slip(issue_id, shop.letterhead(), blank, with_cost=sees_costs(desk.person))
    show(parent, desk, "issue_slip", slip.number, lambda imprint: replace(slip, imprint=imprint))


def print_settlement(parent: QWidget | None, desk: Desk, number: str) -> None:
    """结算清单 as it was confirmed, with what has been paid since."""
    show_all(parent, desk, [_settlement(number)])


def print_receipt(parent: QWidget | None, desk: Desk, number: str) -> None:
    """收款收据."""
    show_all(parent, desk, [receipt_paper(number)])


def print_exit_pass(parent: QWidget | None, desk: Desk, number: str) -> None:
    """出门证."""
    show_all(parent, desk, [_exit_pass(number)])


def print_inspection_sheet(parent: QWidget | None, desk: Desk, order_id: int) -> None:
    """质检单 with every inspection so far."""
    number = open_page(order_id).no
    show(
        parent,
        desk,
        "inspection_sheet",
        number,
        lambda imprint: papers_quality.inspection_sheet(order_id, imprint),
    )


def print_certificate(parent: QWidget | None, desk: Desk, number: str) -> None:
    """竣工出厂合格证."""
    show(parent, desk, "certificate", number, lambda imprint: certificates.certificate(number, imprint))


def after_settling(parent: QWidget | None, desk: Desk, settled: Settled) -> None:
    """Slip, receipt and pass together, those that were made."""
    made = [_settlement(settled.settlement_no)]
    made += [receipt_paper(settled.receipt_no)] if settled.receipt_no else []
    made += [_exit_pass(settled.pass_no)] if settled.pass_no else []
    show_all(parent, desk, made)


def _settlement(number: str) -> Paper:
    return Paper("settlement", number, lambda imprint: papers_money.slip_as_it_stands(number, imprint))


def receipt_paper(number: str) -> Paper:
    """收款收据, to be shown among others."""
    return Paper("receipt", number, lambda imprint: papers_money.payment_receipt(number, imprint))


def _exit_pass(number: str) -> Paper:
    return Paper("exit_pass", number, lambda imprint: papers.gate_pass(number, imprint))


# The menu of an order


def print_menu(parent: QWidget, desk: Desk, page: OrderPage) -> list[QAction]:
    """Papers that exist for an order as it stands; those of an earlier call leave `parent`."""
    take_back(parent, "papers")
    made = _MenuMaker(parent, desk)
    _offer_what_was_agreed(made, page)
    _offer_the_works(made, page)
    for bill in reversed(settlements.of_order(page.id)):
        made.add("settlement", "Ctrl+Shift+S", print_settlement, bill.no)
    for receipt in reversed(receipts.of_order(page.id)):
        called = RECEIPTS[receipt.kind]
        made.add("receipt", "Ctrl+Shift+Y", print_receipt, receipt.no, called=called)
    for gate in reversed(exit_passes.of_order(page.id)):
        made.add("exit_pass", "Ctrl+Shift+X", print_exit_pass, gate.no)
    return made.actions


def _offer_what_was_agreed(made: "_MenuMaker", page: OrderPage) -> None:
    made.add("reception", "Ctrl+Shift+R", print_reception, page.id)
    if page.lines and page.state in {OrderState.RECEIVED, OrderState.ESTIMATED}:
        made.add("estimate", "Ctrl+Shift+E", print_estimate, page.id)
    if page.lines and page.state is not OrderState.RECEIVED:
        made.add("authorisation", "Ctrl+Shift+A", print_authorisation, page.id)
    for more in reversed(supplements.of_order(page.id)):
        made.add("supplement", "Ctrl+Alt+Q", print_supplement, more.id, more.no)
    for told in reversed(delays.of_order(page.id)):
        made.add("delay", "Ctrl+Alt+Y", print_delay, told.no)


def _offer_the_works(made: "_MenuMaker", page: OrderPage) -> None:
    if page.state not in _BEFORE_DISPATCH:
        made.add("job_card", "Ctrl+Shift+J", print_job_card, page.id)
    for row in reversed(goods_issues.issues_of(page.id)):
        called = _RETURN_SLIP if row.is_return else ""
        made.add("issue_slip", "Ctrl+Shift+I", print_issue_slip, row.id, row.no, called=called)
    if latest_inspections(page.id):
        made.add("inspection_sheet", "Ctrl+Alt+G", print_inspection_sheet, page.id)
    for one in reversed(certificates.of_order(page.id)):
        made.add("certificate", "Ctrl+Alt+C", print_certificate, one.no)


class _MenuMaker:
    """Makes the actions; the newest paper of each kind has the kind's shortcut."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        self._parent = parent
        self._desk = desk
        self.actions: list[QAction] = []

    def add(
        self, kind: str, shortcut: str, act: Callable[..., None], *what: object, called: str = ""
    ) -> None:
        number = next((word for word in reversed(what) if isinstance(word, str)), "")
        first = all(action.property("kind") != kind for action in self.actions)
        text = f"{_(called or TITLES[kind])} {number}".strip() + "…"
        wanted = what[:1] if kind in _BY_ID else what
        action = make_action(
            self._parent,
            text,
            lambda: act(self._parent, self._desk, *wanted),
            shortcut if first else None,
            "print",
            name=f"print_{kind}" if first else f"print_{kind}_{number}",
        )
        action.setProperty("kind", kind)
        action.setProperty("menu", "papers")
        self.actions.append(action)


def take_back(parent: QWidget, menu: str) -> None:
    """Remove the actions that an earlier call made for `menu`, with their shortcuts."""
    for action in parent.actions():
        if action.property("menu") == menu:
            parent.removeAction(action)
            action.deleteLater()
