"""Whatever is drawn, given back, booked in and charged, in whatever order: numbers, duties and the shelf agree."""

import random

import pytest

from garage.domain.orders import OrderState
from garage.errors import FieldError, RuleError
from garage.services import old_part_duties, serial_books, serials, stock
from garage.services.command import By
from garage.services.goods_issues import IssueLine, issue_parts, return_parts
from garage.services.serials import Fitted
from tests.services.stockroom import Stockroom, issued


class Walk:
    """One mechanic, two lines of a tracked part whose old one comes back, and dice."""

    def __init__(self, room: Stockroom, seed: int) -> None:
        self.room, self.dice, self.count = room, random.Random(seed), 0
        part = room.part(12, 12_007, serial_tracked=True, old_part_back=True)
        self.order = room.order(OrderState.IN_WORK)
        self.lines = [room.line(self.order, part, 6) for _ in range(2)]

    def step(self) -> None:
        self.dice.choice([self.draw, self.draw, self.give_back, self.clear, self.charge])()

    def draw(self) -> None:
        qty = self.dice.randint(1, 3)
        pieces = tuple(Fitted(f"SN-{self.count + n}") for n in range(qty))
        self.count += qty
        wanted = [IssueLine(self.dice.choice(self.lines), qty * 1000, pieces)]
        issue_parts(self.room.by, self.order, lines=wanted, received_by=self.room.mechanic)

    def give_back(self) -> None:
        line = self.dice.choice(self.lines)
        out = serials.out_on(line)
        named = self.dice.sample(out, self.dice.randint(0, len(out)))
        qty = len(named) or self.dice.randint(1, 3)
        pieces = tuple(map(Fitted, named))
        wanted = [IssueLine(line, qty * 1000, pieces)]
        return_parts(self.room.by, self.order, lines=wanted, received_by=self.room.mechanic)

    def clear(self) -> None:
        for duty in old_part_duties.open_duties()[:1]:
            qty = self.dice.randint(1, duty.qty_milli // 1000) * 1000
            old_part_duties.clear(self.room.by, duty.id, duty.version, qty)

    def charge(self) -> None:
        for duty in old_part_duties.open_duties()[-1:]:
            qty = self.dice.randint(1, duty.qty_milli // 1000) * 1000
            old_part_duties.charge(self.room.by, duty.id, duty.version, duty.value_fen, "丢失", qty)


@pytest.mark.parametrize("seed", range(2))
def test_the_books_balance_after_every_step(boss: By, mechanic: int, seed: int) -> None:
    walk = Walk(Stockroom(boss, mechanic), seed)
    refused = 0
    for _ in range(30):
        try:
            walk.step()
        except (FieldError, RuleError):
            refused += 1
        assert [*old_part_duties.check_books(), *serial_books.check_books(), *stock.check_books()] == []
        for line in walk.lines:
            assert len(serials.out_on(line)) * 1000 == issued(line)
        owed = old_part_duties.open_duties()
        assert old_part_duties.balances().get(mechanic, 0) == sum(duty.value_fen for duty in owed)
    assert refused < 30
