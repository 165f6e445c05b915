"""Which discounts of lines are new: each of them has a reason (C5)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Discounted(Protocol):
    """What is asked of a line; one of a package costs what the package says, which is a published price."""

    @property
    def name(self) -> str: ...
    @property
    def discount_fen(self) -> int: ...
    @property
    def package_id(self) -> int | None: ...


@dataclass(frozen=True)
class Change:
    """The discount of a line before and now, in fen."""

    name: str
    before_fen: int
    after_fen: int


def changes(before: Iterable[Discounted], after: Iterable[Discounted]) -> list[Change]:
    """The discounts that are not what they were; lines are known by their names, equal ones in any order."""
    known = Counter((line.name, line.discount_fen) for line in before)
    new = []
    for line in after:
        if known[one := (line.name, line.discount_fen)]:
            known[one] -= 1
        else:
            new.append(line)
    found = []
    for line in new:
        former = next((fen for name, fen in +known if name == line.name), 0)
        known[line.name, former] -= 1
        if line.package_id is None and former != line.discount_fen:
            found.append(Change(line.name, former, line.discount_fen))
    return found


def need_reason(found: Iterable[Change]) -> bool:
    """Whether more is let off than before."""
    return any(one.after_fen > one.before_fen for one in found)
