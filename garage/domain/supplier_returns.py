"""Goods that go back to their supplier: what they are worth, which deliveries they came with."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from garage.domain.money import round_half_up
from garage.domain.stock import Balance, issue_value


@dataclass(frozen=True)
class Delivered:
    """A receipt line that may go back: what came, what went back already, and what it was booked in for in all.

    `difference_fen` is what its invoice asked more for `invoiced_milli` of it (0: all of it): what had gone back
    before that invoice bears none of it.
    """

    line_id: int
    qty_milli: int
    returned_milli: int
    cost_fen: int
    difference_fen: int = 0
    invoiced_milli: int = 0

    @property
    def left_milli(self) -> int:
        """What has not gone back yet."""
        return self.qty_milli - self.returned_milli

    def worth(self, qty_milli: int) -> int:
        """Fen that the next `qty_milli` of it cost: the pieces of a line add up to its cost to the fen."""
        return self._cost_of(self.returned_milli + qty_milli) - self._cost_of(self.returned_milli)

    def _cost_of(self, first_milli: int) -> int:
        """What the first pieces that went back cost; those that the invoice left out were the very first."""
        pieces = self.invoiced_milli or self.qty_milli
        dearer = max(0, first_milli - (self.qty_milli - pieces))
        cost = self.cost_fen * first_milli * pieces + self.difference_fen * dearer * self.qty_milli
        return round_half_up(cost, self.qty_milli * pieces)

    def less(self, qty_milli: int) -> "Delivered":
        """The line after so much more of it went back."""
        return replace(self, returned_milli=self.returned_milli + qty_milli)


def value_out(balance: Balance, qty_milli: int, worth_fen: int) -> int:
    """Fen that leave the stock with goods that cost `worth_fen`: that, but never more than the stock is worth.

    With the last unit goes all that is left. Raises RuleError("short") for more than is on hand.
    """
    average = issue_value(balance, qty_milli)
    return average if qty_milli == balance.qty_milli else min(worth_fen, balance.value_fen)


def taken_from(lines: Iterable[Delivered], qty_milli: int) -> list[tuple[Delivered, int]]:
    """(line, quantity) that make up `qty_milli`, in the order of `lines`; less when they do not hold as much."""
    taken = []
    for line in lines:
        part = min(line.left_milli, qty_milli)
        if part > 0:
            taken.append((line, part))
            qty_milli -= part
    return taken
