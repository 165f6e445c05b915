"""The first day promised is found whatever else befell the order."""

from datetime import timedelta

from garage.services import goods_receipts, promised_days, purchasing
from garage.services.command import By
from tests.services.buying import Buyer, receipt_id
from tests.services.stockroom import Stockroom


def test_the_first_day_is_found_between_part_deliveries_and_after_one_that_was_reversed(
    boss: By, mechanic: int
) -> None:
    buyer = Buyer(Stockroom(boss, mechanic))
    part = buyer.room.part()
    plain, moved, reversed_, never_came = (buyer.order((part, 6, 100)) for _n in range(4))
    first = buyer.card(moved).row.expected_on
    assert first is not None
    buyer.deliver(moved, (2, 200))
    buyer.deliver(moved, (2, 200))
    for days in (9, 19):
        day = boss.today + timedelta(days=days)
        for order in (moved, never_came):
            purchasing.expect(boss, order, buyer.card(order).row.version, day)
    buyer.deliver(moved, (2, 200))
    buyer.deliver(plain, (3, 300))
    buyer.deliver(plain, (3, 300))
    goods_receipts.reverse_receipt(boss, receipt_id(buyer.deliver(reversed_, (6, 600))), "录错")
    found = promised_days.promised_first([plain, moved, reversed_, never_came])
    assert found == {moved: first, never_came: first}
    assert promised_days.overdue([buyer.supplier], first + timedelta(days=1)) == {buyer.supplier: 2}
