"""What a sale is measured by when it costs less than usual."""

import pytest

from garage.domain.counter_sales import SaleLine
from garage.domain.settlements import PayMethod, Tender
from garage.errors import FieldError
from garage.services import counter_sales
from garage.services.command import By
from garage.services.counter_sales import Buyer, SaleTerms
from tests.services.stockroom import Stockroom

NOBODY = Buyer()


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def test_a_part_without_a_list_price_is_measured_by_what_it_cost(room: Stockroom) -> None:
    part = room.part(2, 20_000, code="A")
    keeper = By(room.mechanic, room.by.at)
    with pytest.raises(FieldError) as error:
        counter_sales.sell(keeper, NOBODY, [SaleLine(part, 1000, 0)])
    assert error.value.field == "discount_reason"
    with pytest.raises(FieldError) as error:
        counter_sales.sell(keeper, NOBODY, [SaleLine(part, 1000, 0)], (), SaleTerms(discount_reason="样品"))
    assert error.value.field == "discount_by"
    counter_sales.sell(keeper, NOBODY, [SaleLine(part, 1000, 10_000)], [Tender(PayMethod.CASH, 10_000)])
    free = room.part(1, 0, code="B")
    room.receive((free, 1, 0))
    counter_sales.sell(keeper, NOBODY, [SaleLine(free, 1000, 0)])
