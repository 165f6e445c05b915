"""What keeps the demo's shelf true: stocktakes with their differences, write-offs, closed days, dated prices."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from random import Random

from garage.domain.price_lists import Priced, PriceTerms
from garage.domain.stocktakes import CountScope
from garage.services import day_closes, demo_data, parts, price_lists, stocktake_list, stocktakes, write_offs
from garage.services.command import By
from garage.services.count_scopes import Scope
from garage.services.demo_agenda import Agenda
from garage.services.demo_shelf import Shelf
from garage.services.write_offs import WrittenLine

CLOSED_DAYS = 63
"""Days before now that the storekeeper closed."""
_LOST = ("领料未开单", "破损未报损")
_FOUND = "货架后面找到"
_SPOILT = ("库存破损", "超过保质期", "安装时损坏")


class Counting:
    """Counts, write-offs, closed days and new prices, on the agenda of the demo."""

    def __init__(
        self, by: Callable[[str, datetime], By], agenda: Agenda, shelf: Shelf, random: Random
    ) -> None:
        self.by = by
        self.agenda = agenda
        self.shelf = shelf
        self.random = random

    def plan(self, first: datetime, now: datetime, orders_a_day: float, prices_at: datetime) -> None:
        """A group is counted every month or, in a small garage, every quarter; one is being counted now."""
        self.every = timedelta(days=30 if orders_a_day > 0.5 else 90)
        groups = tuple(dict.fromkeys(demo_data.PART_GROUPS.values()))
        self.agenda.add(_clock(first + self.every, 18, 5), lambda at: self._count_again(at, groups))
        self.agenda.add(_clock(first + timedelta(days=50), 17, 20), self._spoil_again)
        self.agenda.add(_clock(now - timedelta(days=12), 18, 5), lambda at: self.count(at, "制动与底盘"))
        self.agenda.add(_clock(now - timedelta(days=9), 17, 20), self.write_off)
        self.agenda.add(now - timedelta(minutes=140), lambda at: self.count(at, "电器", finished=False))
        self.agenda.add(_clock(max(first, now - timedelta(days=CLOSED_DAYS)), 7, 50), self._close)
        self.agenda.add(prices_at, self.new_prices)
        self.now = now

    # Stocktakes

    def _count_again(self, at: datetime, groups: tuple[str, ...]) -> None:
        self.count(at, groups[0])
        following = (*groups[1:], groups[0])
        self.agenda.add(at + self.every, lambda later: self._count_again(later, following))

    def count(self, at: datetime, group: str, *, finished: bool = True) -> None:
        """A group is counted, in half an hour; most of it is as in the books."""
        found = stocktakes.asked(at, Scope(CountScope.GROUP, group))
        if not found.parts:
            return
        begun = stocktakes.begin(self.by("keeper", at), Scope(CountScope.GROUP, group), blind=not finished)
        if finished:
            self.agenda.add(at + timedelta(minutes=30), lambda later: self._finish(later, begun.id, group))
        else:
            self.agenda.add(at + timedelta(minutes=15), lambda later: self._count(later, begun.id, group, 2))

    def _count(self, at: datetime, stocktake: int, group: str, part_of: int = 1) -> None:
        """Enter counts, of a half with `part_of` 2; the first that has enough lacks one, the last has one more."""
        stock = parts.stock_of(self.shelf.parts[code] for code in _codes(group))
        rows = [row for row in stock.values() if row.active]
        counts: dict[int, int | None] = {
            row.id: row.on_hand_milli for row in rows[: len(rows) // part_of or 1]
        }
        why: dict[int, str] = {}
        enough = [row for row in rows if row.id in counts and row.available_milli >= 8000]
        if enough:
            counts[enough[0].id] = enough[0].on_hand_milli - 1000
            why[enough[0].id] = self.random.choice(_LOST)
        if len(enough) > 1:
            counts[enough[-1].id] = enough[-1].on_hand_milli + 1000
            why[enough[-1].id] = _FOUND
        by = self.by("keeper", at)
        stocktakes.count(by, stocktake, counts)
        for part, reason in why.items():
            stocktakes.explain(by, stocktake, part, reason)

    def _finish(self, at: datetime, stocktake: int, group: str) -> None:
        self._count(at, stocktake, group)
        by = self.by("keeper", at)
        stocktakes.review(by, stocktake, stocktake_list.one(stocktake).version)
        owner = self.by("owner", at).staff_id
        stocktakes.post(by, stocktake, stocktake_list.one(stocktake).version, approved_by=owner)

    # Write-offs, days, prices

    def _spoil_again(self, at: datetime) -> None:
        self.write_off(at)
        self.agenda.add(at + timedelta(days=self.random.randint(60, 110)), self._spoil_again)

    def write_off(self, at: datetime) -> None:
        """A piece or two of something is spoilt."""
        stock = parts.stock_of(self.shelf.parts.values())
        plenty = [row.id for row in stock.values() if row.available_milli >= 4000 and not row.serial_tracked]
        if plenty:
            lines = [WrittenLine(self.random.choice(plenty), 1000)]
            owner = self.by("owner", at).staff_id
            why = self.random.choice(_SPOILT)
            write_offs.write_off(self.by("keeper", at), lines, why, approved_by=owner)

    def _close(self, at: datetime) -> None:
        """Every morning the day before is closed."""
        yesterday = (at - timedelta(days=1)).date()
        day_closes.close_day(self.by("keeper", at), yesterday)
        self.agenda.add(at + timedelta(days=1), self._close)

    def new_prices(self, at: datetime) -> None:
        """Oil becomes dearer today, and once more with the next month; so does the work on it."""
        by = self.by("owner", at)
        start = (max(self.now, at).replace(day=28) + timedelta(days=4)).date().replace(day=1)
        for code, now_bp, then_bp in (("JY-5W30", 10_300, 10_600), ("JY-0W20", 10_300, 10_500)):
            part = self.shelf.parts[code]
            data = parts.open_part(part).data
            for bp, day in ((now_bp, by.today), (then_bp, start)):
                terms = PriceTerms(
                    price_fen=_priced(data.price_fen, bp),
                    member_price_fen=_priced(data.member_price_fen or data.price_fen, bp),
                    basis=data.price_basis,
                )
                price_lists.set_price(by, Priced.PART, part, terms, day, reason="基础油涨价")


def _priced(fen: int, bp: int) -> int:
    """A price in whole yuan."""
    return fen * bp // 10_000 // 100 * 100


def _codes(group: str) -> list[str]:
    return [row.code for row in demo_data.PARTS if demo_data.PART_GROUPS[row.code[:2]] == group]


def _clock(at: datetime, hour: int, minute: int) -> datetime:
    return datetime.combine(at.date(), time(hour, minute))
