"""Whether everything that is kept adds up: the file itself, the shelf, the bills and the money."""

from collections.abc import Iterator

from garage.domain.lines import Totals
from garage.domain.settlements import Bill, SettlementState
from garage.i18n import _
from garage.models.database import integrity_faults, transaction
from garage.models.settlements import Settlement
from garage.services import order_lines, stock
from garage.services.order_facts import paid_fen


def check() -> list[str]:
    """What is wrong, in words; empty when all is well (invariants 2 to 6)."""
    with transaction():
        return [*integrity_faults(), *stock.check_books(), *_false_bills()]


def _false_bills() -> Iterator[str]:
    """Each live bill is the sum of its order's lines, and the receipts of a paid one make what was to be paid."""
    live = Settlement.select().where(Settlement.state != SettlementState.VOIDED.value).order_by(Settlement.id)
    for row in live:
        sums = order_lines.order_totals(order_lines.lines_of(row.order_id))
        stored = Totals(row.labour_fen, row.parts_fen, row.other_fen, row.line_discount_fen)
        bill = Bill(stored, row.order_discount_fen, row.rounding_off_fen)
        if stored != sums or bill.payable_fen != row.payable_fen:
            yield _("{number} is not the sum of its lines.").format(number=row.no)
        if row.state == SettlementState.PAID.value and paid_fen(row.order_id) != row.payable_fen - row.allowance_fen:
            yield _("The receipts of {number} do not make what was to be paid.").format(number=row.no)
