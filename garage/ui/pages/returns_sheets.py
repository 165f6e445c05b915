"""What the lists of warranty returns write into a workbook: every column of a row, whatever the screen has room for."""

from datetime import date, datetime

from garage.domain.claims import DECIDED, NOTICED, ClaimKind, ClaimState
from garage.domain.decimals import format_decimal
from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.domain.plates import display_plate
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services.claim_pages import ClaimedLine, ClaimRow
from garage.services.claim_terms import TermsRow
from garage.services.old_part_rows import OldPartRow
from garage.services.rework_rows import CaseRow
from garage.ui.desk import Desk
from garage.ui.forms.rework_words import say_clock
from garage.ui.kit.table_model import Column

_SPOKEN = DECIDED | NOTICED | {ClaimState.WRITTEN_OFF}


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at is not None else ""


def _yes(*, so: bool) -> str:
    return _("yes") if so else ""


def claim_sheet() -> list[Column]:
    """Everything of a claim; what was given stands once the supplier has spoken."""

    def given(row: ClaimRow) -> str:
        return format_plain(row.approved_fen) if row.state in _SPOKEN else ""

    def due(row: ClaimRow) -> str:
        return _day(row.due_on) if row.state is ClaimState.DRAFT else ""

    return [
        Column("no", _("Number"), 138, "left", lambda row: row.no),
        Column("supplier", _("Supplier"), 184, "left", lambda row: row.supplier),
        Column("order", _("Work order"), 140, "left", lambda row: row.order_no),
        Column("plate", _("Plate"), 108, "left", lambda row: display_plate(row.plate)),
        Column("model", _("Model"), 120, "left", lambda row: row.model),
        Column("part", _("Part"), 160, "left", lambda row: row.part),
        Column("period", _("Month"), 80, "left", lambda row: row.period),
        Column("due", _("Send it by"), 110, "left", due),
        Column("submitted", _("Submitted"), 130, "left", lambda row: _moment(row.submitted_at)),
        Column("answer", _("Answer due"), 110, "left", lambda row: _day(row.answer_due_on)),
        Column("major", _("Major fault"), 90, "left", lambda row: _yes(so=row.major)),
        Column("claimed", _("Claimed"), 90, "right", lambda row: format_plain(row.claimed_fen), total=True),
        Column("given", _("Given"), 90, "right", given, total=True),
        Column("waiting", _("Waiting"), 90, "right", lambda row: format_plain(row.waiting_fen), total=True),
        Column("round", _("Round"), 60, "right", lambda row: str(row.rounds + 1)),
        Column("state", _("State"), 130, "left", lambda row: label(row.state)),
    ]


def claim_line_sheet() -> list[Column]:
    """Everything of what is asked for."""

    def quantity(line: ClaimedLine) -> str:
        return format_quantity(line.qty_milli) if line.kind is ClaimKind.PART else ""

    def money(fen: int | None) -> str:
        return format_plain(fen) if fen is not None else ""

    def less(line: ClaimedLine) -> str:
        return format_plain(line.deducted_fen) if line.approved_fen is not None else ""

    return [
        Column("code", _("Code"), 100, "left", lambda line: line.code),
        Column("name", _("Name"), 180, "left", lambda line: line.name),
        Column("role", _("Role"), 108, "left", lambda line: label(line.role or line.kind)),
        Column("qty", _("Qty"), 46, "right", quantity),
        Column("allowed", _("By the terms"), 90, "right", lambda line: money(line.allowed_fen)),
        Column("claimed", _("Claimed"), 90, "right", lambda line: money(line.claimed_fen), total=True),
        Column("given", _("Given"), 90, "right", lambda line: money(line.approved_fen), total=True),
        Column("less", _("Deducted"), 90, "right", less, total=True),
        Column("why", _("Why less"), 160, "left", lambda line: line.deduction_reason),
        Column("tag", _("Old part"), 136, "left", lambda line: line.old_part_no),
        Column("shelf", _("Shelf"), 90, "left", lambda line: line.shelf),
        Column("old_serial", _("Old serial"), 130, "left", lambda line: line.old_serial),
        Column("new_serial", _("New serial"), 130, "left", lambda line: line.new_serial),
    ]


def notice_sheet() -> list[Column]:
    """Everything of a settlement notice."""
    return [
        Column("no", _("Number"), 130, "left", lambda row: row.no),
        Column("at", _("Date"), 96, "left", lambda row: f"{row.issued_at:%Y-%m-%d}"),
        Column("supplier", _("Supplier"), 180, "left", lambda row: row.supplier),
        Column("claims", _("Claims"), 70, "right", lambda row: str(row.claims)),
        Column("claimed", _("Claimed"), 104, "right", lambda row: format_plain(row.claimed_fen), total=True),
        Column("given", _("Given"), 104, "right", lambda row: format_plain(row.approved_fen), total=True),
        Column("less", _("Deducted"), 104, "right", lambda row: format_plain(row.deducted_fen), total=True),
        Column("due", _("Due by"), 96, "left", lambda row: _day(row.due_on)),
        Column("invoice", _("Invoice"), 140, "left", lambda row: row.invoice_no),
        Column("invoiced", _("Invoice date"), 110, "left", lambda row: _day(row.invoiced_on)),
        Column("mode", _("It pays in"), 110, "left", lambda row: label(row.mode)),
        Column("settled", _("Settled"), 130, "left", lambda row: _moment(row.settled_at)),
        Column("payment", _("Settlement"), 130, "left", lambda row: row.payment_no),
        Column("state", _("State"), 128, "left", lambda row: label(row.state)),
        Column("note", _("Note"), 180, "left", lambda row: row.void_reason or row.note),
    ]


def terms_sheet() -> list[Column]:
    """Every term of a supplier, those that hold while nobody has entered any too."""

    def km(row: TermsRow) -> str:
        return str(row.terms.km) if row.terms.km is not None else _("no limit")

    def months(row: TermsRow) -> str:
        return str(row.terms.months) if row.terms.months else _("not known")

    def days(row: TermsRow) -> str:
        return str(row.terms.claim_days) if row.terms.claim_days else _("no limit")

    def rate(row: TermsRow) -> str:
        fen = row.terms.labour_rate_fen
        return _("our price") if fen is None else format_yuan(fen) if fen else _("none")

    return [
        Column("supplier", _("Supplier"), 180, "left", lambda row: row.supplier),
        Column("entered", _("Terms are entered"), 90, "left", lambda row: _yes(so=bool(row.version))),
        Column("active", _("In use"), 80, "left", lambda row: _yes(so=row.active)),
        Column("months", _("Warranty in months"), 100, "right", months),
        Column("km", _("Kilometres"), 100, "right", km),
        Column("claim", _("Days to claim"), 104, "right", days),
        Column("due", _("List due on day"), 100, "right", lambda row: str(row.terms.due_day)),
        Column("answer", _("Answers within"), 100, "right", lambda row: str(row.terms.answer_days)),
        Column("old", _("Old part"), 164, "left", lambda row: label(row.terms.return_duty)),
        Column("first", _("Approval first"), 100, "left", lambda row: _yes(so=row.terms.approval_first)),
        Column(
            "reinspects",
            _("Inspects old parts itself"),
            100,
            "left",
            lambda row: _yes(so=row.terms.reinspects),
        ),
        Column("basis", _("Parts at"), 120, "left", lambda row: label(row.terms.price_basis)),
        Column("share", _("% more or less"), 90, "right", lambda row: format_decimal(row.terms.price_bp, 2)),
        Column("labour", _("Labour an hour"), 110, "right", rate),
        Column("mode", _("It pays in"), 112, "left", lambda row: label(row.terms.settle_mode)),
        Column("contact", _("Contact for claims"), 120, "left", lambda row: row.terms.contact),
        Column("phone", _("Phone"), 120, "left", lambda row: row.terms.phone),
        Column("email", _("E-mail"), 150, "left", lambda row: row.terms.email),
        Column("note", _("Note"), 180, "left", lambda row: row.terms.note),
    ]


def old_part_sheet() -> list[Column]:
    """Everything of an old part, from the car to where it went."""
    return [
        Column("no", _("Tag"), 128, "left", lambda row: row.no),
        Column("code", _("Code"), 100, "left", lambda row: row.code),
        Column("name", _("Part"), 180, "left", lambda row: row.name),
        Column("qty", _("Quantity"), 80, "right", lambda row: format_quantity(row.qty_milli)),
        Column("unit", _("Unit"), 60, "left", lambda row: row.unit),
        Column("serial", _("Serial number"), 120, "left", lambda row: row.serial),
        Column("order", _("Work order"), 140, "left", lambda row: row.order_no),
        Column("plate", _("Plate"), 108, "left", lambda row: display_plate(row.plate)),
        Column("model", _("Model"), 120, "left", lambda row: row.model),
        Column("customer", _("Customer"), 104, "left", lambda row: row.customer),
        Column("fault", _("Fault"), 180, "left", lambda row: row.fault),
        Column("removed", _("Removed at"), 130, "left", lambda row: _moment(row.removed_at)),
        Column("remover", _("Removed by"), 96, "left", lambda row: row.remover),
        Column("purpose", _("For whom"), 92, "left", lambda row: label(row.purpose)),
        Column("supplier", _("Supplier"), 160, "left", lambda row: row.supplier),
        Column("claim", _("Claim"), 140, "left", lambda row: row.claim_no),
        Column("state", _("State"), 110, "left", lambda row: label(row.state)),
        Column("shelf", _("Shelf"), 90, "left", lambda row: row.shelf),
        Column("hazard", _("Danger"), 110, "left", lambda row: label(row.hazard) if row.hazard else ""),
        Column("shipment", _("Shipment"), 130, "left", lambda row: row.shipment_no),
        Column("disposal", _("Disposal"), 130, "left", lambda row: row.disposal_no),
        Column("note", _("Note"), 180, "left", _said_of_part),
    ]


def _said_of_part(row: OldPartRow) -> str:
    return "; ".join(
        filter(None, (row.condition, row.handed_to, row.back_note, row.scrap_reason, row.void_reason))
    )


def rework_sheet(desk: Desk) -> list[Column]:
    """Everything of a rework case."""

    def cause(row: CaseRow) -> str:
        return label(row.cause) if row.cause is not None else ""

    return [
        Column("no", _("Rework case"), 140, "left", lambda row: row.no),
        Column("opened", _("Opened at"), 130, "left", lambda row: _moment(row.opened_at)),
        Column("order", _("Work order"), 140, "left", lambda row: row.order_no),
        Column("plate", _("Plate"), 110, "left", lambda row: display_plate(row.plate)),
        Column("model", _("Model"), 120, "left", lambda row: row.model),
        Column("customer", _("Customer"), 104, "left", lambda row: row.customer),
        Column("first", _("First order"), 140, "left", lambda row: row.first_order_no),
        Column("line", _("Earlier work"), 160, "left", lambda row: row.line),
        Column("fault", _("Fault"), 180, "left", lambda row: row.fault),
        Column("attempt", _("Attempt"), 78, "right", lambda row: str(row.attempt)),
        Column("due", _("Evidence by"), 110, "left", lambda row: _day(row.due_on)),
        Column("clock", _("How long"), 160, "left", lambda row: say_clock(row, desk.today())[0]),
        Column("cause", _("Cause"), 120, "left", cause),
        Column("evidence", _("Evidence"), 180, "left", lambda row: row.evidence),
        Column("decided", _("Decided"), 130, "left", lambda row: _moment(row.decided_at)),
        Column("reason", _("Reason"), 160, "left", lambda row: row.reason),
        Column("referred", _("At another garage"), 140, "left", lambda row: row.referred_to),
        Column("cost", _("Cost"), 90, "right", lambda row: format_plain(row.referral_cost_fen), total=True),
        Column("closed", _("Closed"), 130, "left", lambda row: _moment(row.closed_at)),
        Column("state", _("State"), 148, "left", lambda row: label(row.state)),
    ]
