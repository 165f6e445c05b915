"""Another seat in a process of its own: waits for a file to appear, does one act, and says how it went.

Usage: python -m tests.seat DATABASE START-FILE ACT ORDER [OTHER]
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from subprocess import PIPE, Popen

from garage.domain.counter_sales import SaleLine
from garage.domain.orders import ConsentChannel
from garage.domain.settlements import PayMethod, Tender
from garage.domain.stock import MovementKind
from garage.errors import FieldError, RuleError, StaleError
from garage.models import database
from garage.services import (
    authorisations,
    counter_sales,
    exit_passes,
    goods_issues,
    goods_receipts,
    orders,
    payments,
    price_lists,
    purchase_orders,
    readiness,
    settlements,
    stocktakes,
    supplier_invoices,
    supplier_payments,
    supplier_returns,
)
from garage.services.command import By
from garage.services.order_lines import LineData, save_lines
from tests import seat_members, seat_returns

ROOT = Path(__file__).parent.parent
LATER = datetime(2026, 11, 21, 16)


def _draw(by: By, order: int, mechanic: int) -> None:
    line = next(one for one in orders.open_page(order).lines if one.draws_stock)
    goods_issues.issue_parts(
        by, order, lines=[goods_issues.IssueLine(line.id, line.qty_milli)], received_by=mechanic
    )


def _draw_last(by: By, order: int, mechanic: int) -> None:
    """As `_draw`, and what is not possible is said in words as well."""
    try:
        _draw(by, order, mechanic)
    except RuleError as error:
        say("told", str(error))
        raise


def _pay(by: By, order: int, _other: int) -> None:
    facts = orders.open_page(order).facts
    payments.take_payment(by, order, [Tender(PayMethod.CASH, facts.payable_fen - facts.paid_fen)])


def _sell(by: By, _order: int, part: int) -> None:
    """Ten pieces over the counter."""
    paid = [Tender(PayMethod.CASH, 50_000)]
    counter_sales.sell(by, counter_sales.Buyer(), [SaleLine(part, 10_000, 5_000)], paid)


def _settle(by: By, order: int, _other: int) -> None:
    settlements.settle(by, order, settlements.Terms())


def _type_lines(by: By, order: int, version: int) -> None:
    lines = [
        LineData(**{name: getattr(one, name) for name in LineData.__dataclass_fields__})
        for one in orders.open_page(order).lines
    ]
    save_lines(by, order, version, [*lines, *lines])


def _receive(by: By, order: int, version: int) -> None:
    goods = [
        goods_receipts.GoodsLine(line.part_id, line.open_milli, line.amount_fen, line.id)
        for line in purchase_orders.lines_of(order)
    ]
    goods_receipts.receive_goods(
        by,
        kind=MovementKind.RECEIPT,
        lines=goods,
        against=goods_receipts.AgainstOrder(order, version),
    )


def _pay_supplier(by: By, supplier: int, fen: int) -> None:
    supplier_payments.pay(by, supplier, PayMethod.TRANSFER, fen)


def _give_back(by: By, supplier: int, part: int) -> None:
    supplier_returns.return_goods(by, supplier, [supplier_returns.ReturnLine(part, 6_000, 600)], "装不上")


def _invoice(by: By, supplier: int, receipt: int) -> None:
    invoice = supplier_invoices.Invoice(f"{receipt}", by.today, {receipt}, 1_100)
    supplier_invoices.enter_invoice(by, supplier, invoice)


ACTS: dict[str, Callable[[By, int, int], object]] = {
    "authorise": lambda by, order, _other: authorisations.authorise(
        by, order, signed_by="王女士", channel=ConsentChannel.SIGNED
    ),
    "draw": _draw,
    "last": _draw_last,
    "lines": _type_lines,
    "park": lambda by, order, version: readiness.park(by, order, "A1", version=version),
    "settle": _settle,
    "sell": _sell,
    "pay": _pay,
    "receive": _receive,
    "pay_supplier": _pay_supplier,
    "give_back": _give_back,
    "supplier_invoice": _invoice,
    "apply_due": lambda by, _order, _other: price_lists.apply_due(replace(by, at=LATER + timedelta(days=9))),
    "post_count": stocktakes.post,
    "scan": lambda by, count, part: [stocktakes.count_more(by, count, part) for _nth in range(5)],
    "count": lambda by, count, part: stocktakes.count(by, count, {part: 4_000}, seen={part: None}),
    "void_voucher": lambda by, _supplier, _other: supplier_payments.void_payment(by, "PV-2026-00001", "转错"),
    "pass": lambda by, order, _other: exit_passes.issue(by, order),
    "leave": lambda by, order, _other: exit_passes.leave(by, order, 86_414),
    "cancel": lambda by, order, _other: orders.cancel(by, order, "客户取消"),
    **seat_returns.ACTS,
    **seat_members.ACTS,
}


def say(*words: str) -> None:
    """A line to whoever waits."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main(target: str, start: str, act: str, order: str, other: str = "0") -> None:
    """Say "here", wait, act, and say "done" or what the program said."""
    database.connect(target)
    say("here")
    while not Path(start).exists():
        time.sleep(0.001)
    try:
        ACTS[act](By(1, LATER), int(order), int(other))
    except RuleError as error:
        say("refused", *(reason.code for reason in error.reasons))
    except StaleError as error:
        say("stale", error.by)
    except FieldError as error:
        say("field", error.field)
    else:
        say("done")
    database.close()


@contextmanager
def seat(target: str, start: Path, act: str, order: int, other: int = 0) -> Iterator["Popen[str]"]:
    """A process that has opened the database and waits for `start`."""
    words = [sys.executable, "-m", "tests.seat", target, str(start), act, str(order), str(other)]
    with Popen(words, cwd=ROOT, stdout=PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout
        assert process.stdout.readline() == "here\n"
        yield process


if __name__ == "__main__":
    main(*sys.argv[1:])
