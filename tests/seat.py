"""Another seat in a process of its own: waits for a file to appear, does one act, and says how it went.

Usage: python -m tests.seat DATABASE START-FILE ACT ORDER [OTHER]
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from subprocess import PIPE, Popen

from garage.domain.orders import ConsentChannel
from garage.domain.settlements import PayMethod, Tender
from garage.errors import FieldError, RuleError, StaleError
from garage.models import database
from garage.services import authorisations, exit_passes, goods_issues, orders, payments, settlements
from garage.services.command import By
from garage.services.order_lines import LineData, save_lines

ROOT = Path(__file__).parent.parent
LATER = datetime(2026, 11, 21, 16)


def _draw(by: By, order: int, mechanic: int) -> None:
    line = next(one for one in orders.open_page(order).lines if one.draws_stock)
    goods_issues.issue_parts(
        by, order, lines=[goods_issues.IssueLine(line.id, line.qty_milli)], received_by=mechanic
    )


def _pay(by: By, order: int, _other: int) -> None:
    facts = orders.open_page(order).facts
    payments.take_payment(by, order, [Tender(PayMethod.CASH, facts.payable_fen - facts.paid_fen)])


def _settle(by: By, order: int, _other: int) -> None:
    settlements.settle(by, order, settlements.Terms())


def _type_lines(by: By, order: int, version: int) -> None:
    lines = [
        LineData(**{name: getattr(one, name) for name in LineData.__dataclass_fields__})
        for one in orders.open_page(order).lines
    ]
    save_lines(by, order, version, [*lines, *lines])


ACTS: dict[str, Callable[[By, int, int], object]] = {
    "authorise": lambda by, order, _other: authorisations.authorise(
        by, order, signed_by="王女士", channel=ConsentChannel.SIGNED
    ),
    "draw": _draw,
    "lines": _type_lines,
    "settle": _settle,
    "pay": _pay,
    "pass": lambda by, order, _other: exit_passes.issue(by, order),
    "leave": lambda by, order, _other: exit_passes.leave(by, order, 86_414),
    "cancel": lambda by, order, _other: orders.cancel(by, order, "客户取消"),
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
