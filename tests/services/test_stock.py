"""The ledger: its card, its proof, two seats at once, and any run of movements."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import peewee
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.stock import Balance, MovementKind
from garage.errors import FieldError, RuleError, StaleError
from garage.models.database import transaction
from garage.models.stock import GoodsReceipt, StockMovement
from garage.services.command import By
from garage.services.goods_receipts import reverse_receipt
from garage.services.stock import Cards, check_books, ledger
from tests.services.stockroom import Stockroom, issued, on_hand

ROOT = Path(__file__).parents[2]


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


# The card


def test_a_card_reads_newest_first_page_by_page(room: Stockroom) -> None:
    part = room.part()
    for cost in range(1, 6):
        room.receive((part, 1, cost))
    first = ledger(part, limit=2)
    second = ledger(part, first.next_cursor, 2)
    third = ledger(part, second.next_cursor, 2)
    costs = [row.value_fen for page in (first, second, third) for row in page.rows]
    assert costs == [5, 4, 3, 2, 1]
    assert third.next_cursor is None


def test_a_card_shows_its_own_part_alone(room: Stockroom) -> None:
    part, other = room.part(1, 10), room.part(2, 20)
    [row] = ledger(part).rows
    assert (row.kind, row.balance, row.who, row.order_id, row.order_no, row.plate) == (
        MovementKind.OPENING,
        Balance(1000, 10),
        "张三",
        None,
        "",
        "",
    )
    assert len(ledger(other).rows) == 1


def test_cards_are_of_parts_that_exist(room: Stockroom) -> None:
    with pytest.raises(FieldError) as refused:
        Cards([room.part(), 999_999])
    assert refused.value.field == "lines"


def test_a_card_that_changed_since_it_was_read_is_not_written(room: Stockroom) -> None:
    part = room.part(1, 100)
    cards = Cards([part])
    cards.enter(MovementKind.RECEIPT, part, 1000, 100)
    room.receive((part, 1, 100))
    with pytest.raises(StaleError), transaction():
        cards.post(room.by, "GR-2026-99999")
    assert on_hand(part) == Balance(2000, 200)
    assert check_books() == []


@pytest.mark.parametrize("change", [{"qty_milli": 1}, {"reason": "x"}])
def test_the_ledger_cannot_be_edited(room: Stockroom, change: dict[str, object]) -> None:
    room.part(1, 100)
    with pytest.raises(peewee.DatabaseError, match="append-only"), transaction():
        StockMovement.update(**change).execute()
    with pytest.raises(peewee.DatabaseError, match="append-only"), transaction():
        StockMovement.delete().execute()


# Two seats

SEAT = """
import sys, time
from datetime import datetime
from pathlib import Path
from garage.errors import RuleError
from garage.models import database
from garage.services.command import By
from garage.services.goods_issues import IssueLine, issue_parts

target, start, order, line, mechanic = sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:])
database.connect(target)
print("here", flush=True)
while not start.exists():
    time.sleep(0.001)
try:
    lines = [IssueLine(line, 1000)]
    issue_parts(By(1, datetime(2026, 11, 21, 10)), order, lines=lines, received_by=mechanic)
    print("issued")
except RuleError as error:
    print(*(reason.code for reason in error.reasons))
"""


@contextmanager
def seat(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", SEAT, *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield process


def test_one_of_two_seats_gets_the_last_unit(db: str, room: Stockroom, tmp_path: Path) -> None:
    part = room.part(1, 101)
    order = room.order()
    lines = [room.line(order, part), room.line(order, part)]
    start = tmp_path / "start"
    with (
        seat(db, start, order, lines[0], room.mechanic) as one,
        seat(db, start, order, lines[1], room.mechanic) as two,
    ):
        assert one.stdout
        assert two.stdout
        assert one.stdout.readline() == two.stdout.readline() == "here\n"
        start.touch()
        answers = sorted(process.communicate()[0].strip() for process in (one, two))
    assert answers == ["issued", "short"]
    assert sorted(map(issued, lines)) == [0, 1000]
    assert on_hand(part) == Balance()
    assert check_books() == []


# Any run of movements

QTY = st.integers(1, 4000)
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), st.integers(0, 1), QTY, st.integers(0, 5_000)),
        st.tuples(st.just("issue"), st.integers(0, 2), QTY, st.just(0)),
        st.tuples(st.just("give back"), st.integers(0, 2), QTY, st.just(0)),
        st.tuples(st.just("reverse"), st.integers(0, 3), st.just(0), st.just(0)),
    ),
    max_size=12,
)
AUTHORISED = 5000


class Story:
    """Two parts and three lines that draw on them: quantities are followed by hand, values by the proof."""

    part_of = (0, 0, 1)

    def __init__(self, room: Stockroom) -> None:
        self.room = room
        self.parts = [room.part(2, 333), room.part()]
        self.order = room.order()
        self.lines = [room.line(self.order, self.parts[at], AUTHORISED / 1000) for at in self.part_of]
        self.shelf = [2000, 0]
        self.drawn = [0, 0, 0]
        self.receipts: list[tuple[str, int, int]] = []

    def play(self, act: str, at: int, qty: int, cost_fen: int) -> None:
        if act == "receive":
            number = self.room.receive((self.parts[at], qty / 1000, cost_fen))
            self.receipts.append((number, at, qty))
            self.shelf[at] += qty
        elif act == "issue":
            fits = qty <= self.shelf[self.part_of[at]] and self.drawn[at] + qty <= AUTHORISED
            with self.expected(fits):
                self.room.issue(self.order, (self.lines[at], qty / 1000))
                self.move(at, qty)
        elif act == "give back":
            with self.expected(qty <= self.drawn[at]):
                self.room.give_back(self.order, (self.lines[at], qty / 1000))
                self.move(at, -qty)
        elif at < len(self.receipts):
            self.reverse(*self.receipts[at])

    def move(self, at: int, qty: int) -> None:
        self.shelf[self.part_of[at]] -= qty
        self.drawn[at] += qty

    def reverse(self, number: str, at: int, qty: int) -> None:
        receipt = GoodsReceipt.get(GoodsReceipt.no == number)
        before = on_hand(self.parts[at])
        cost = receipt.lines.get().cost_fen
        fits = receipt.reversed_at is None and qty <= before.qty_milli and cost <= before.value_fen
        with self.expected(fits):
            reverse_receipt(self.room.by, receipt.id, "录错")
            self.shelf[at] -= qty

    @staticmethod
    def expected(fits: bool) -> AbstractContextManager[object]:
        return nullcontext() if fits else pytest.raises(RuleError)


@given(moves=MOVES)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_run_of_movements_the_books_balance(
    room: Stockroom, moves: list[tuple[str, int, int, int]]
) -> None:
    story = Story(room)
    for move in moves:
        story.play(*move)
        assert [on_hand(part).qty_milli for part in story.parts] == story.shelf
        assert [issued(line) for line in story.lines] == story.drawn
    assert check_books() == []
