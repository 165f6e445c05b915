"""One way in for everything that is printed: a document in, a PDF, its file name and its papers out."""

from garage import i18n
from garage.domain.documents import (
    AuthorisationForm,
    Document,
    GatePass,
    IssueSlip,
    JobCard,
    PaymentReceipt,
    ReceptionSheet,
    SettlementSlip,
)
from garage.reports import authorisation, exit_pass, issue_slip, job_card, receipt, reception, settlement
from garage.reports.papers import PAPERS

_PAPERS: dict[type, tuple[str, ...]] = {
    ReceptionSheet: ("A4",),
    AuthorisationForm: ("A4",),
    JobCard: ("A5", "241x139.7"),
    IssueSlip: ("241x139.7", "A5"),
    SettlementSlip: ("A4", "241x279.4"),
    PaymentReceipt: ("241x93.1", "80mm"),
    GatePass: ("A6", "80mm"),
}


def papers(document_type: type[Document]) -> tuple[str, ...]:
    """Codes of the papers a kind of document can be printed on, the usual one first."""
    return _PAPERS[document_type]


def render(document: Document, language: str, paper: str = "") -> bytes:
    """`document` as a PDF in `language`, on the usual paper unless another of its papers is named.

    Raises ValueError for a paper that does not suit the document.
    """
    codes = papers(type(document))
    if paper and paper not in codes:
        raise ValueError(paper)
    sheet = PAPERS[paper or codes[0]]
    words = i18n.words(language)
    match document:
        case ReceptionSheet():
            return reception.render(document, sheet, words)
        case AuthorisationForm():
            return authorisation.render(document, sheet, words)
        case JobCard():
            return job_card.render(document, sheet, words)
        case IssueSlip():
            return issue_slip.render(document, sheet, words)
        case SettlementSlip():
            return settlement.render(document, sheet, words)
        case PaymentReceipt():
            return receipt.render(document, sheet, words)
        case GatePass():
            return exit_pass.render(document, sheet, words)


def file_name(document: Document) -> str:
    """Name for the saved file, ASCII: settlement-ST-2026-00001.pdf."""
    match document:
        case ReceptionSheet():
            parts = ("reception", document.head.order_no)
        case AuthorisationForm(number=""):
            parts = ("estimate", document.head.order_no)
        case AuthorisationForm():
            parts = ("authorisation", document.number)
        case JobCard():
            parts = ("job-card", document.head.order_no)
        case IssueSlip():
            parts = ("return-slip" if document.is_return else "issue-slip", document.number)
        case SettlementSlip():
            parts = ("settlement", document.number)
        case PaymentReceipt():
            parts = ("receipt", document.number)
        case GatePass():
            parts = ("exit-pass", document.number)
    return f"{'-'.join(parts)}.pdf"
