"""Where the parts of a job come from, and which jobs may go on because theirs are here."""

from datetime import date

import pytest

from garage.domain.orders import OrderState
from garage.services import supply
from garage.services.command import By
from tests.services.buying import Buyer
from tests.services.stockroom import Stockroom


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


@pytest.fixture
def buyer(room: Stockroom) -> Buyer:
    return Buyer(room)


def held(room: Stockroom, buyer: Buyer, *wanted: tuple[int | None, float]) -> int:
    """A job on hold for parts."""
    job = room.order(OrderState.ON_HOLD)
    for part, qty in wanted:
        room.line(job, part, qty)
    buyer.hold_for_parts(job)
    return job


def waiting() -> list[int]:
    return [job.id for job in supply.waiting_jobs()]


def test_a_job_may_go_on_when_all_it_waits_for_is_on_the_shelf(room: Stockroom, buyer: Buyer) -> None:
    oil, filter_ = room.part(), room.part(5, 500)
    job = held(room, buyer, (oil, 2), (filter_, 1))
    assert waiting() == []
    order = buyer.order((oil, 2, 100))
    assert waiting() == []
    buyer.deliver(order, (2, 200))
    assert [(one.id, one.plate) for one in supply.waiting_jobs()] == [(job, "京A·12345")]


def test_the_older_job_has_the_first_claim(room: Stockroom, buyer: Buyer) -> None:
    part = room.part()
    first, _second = held(room, buyer, (part, 2)), held(room, buyer, (part, 1))
    room.receive((part, 2, 200))
    assert waiting() == [first]


def test_what_came_straight_to_the_job_lets_it_go_on_too(room: Stockroom, buyer: Buyer) -> None:
    part = room.part(2, 200)
    job = held(room, buyer, (part, 2))
    line = next(iter(supply.of_order(job)))
    room.issue(job, (line, 2))
    assert waiting() == [job]


@pytest.mark.parametrize("reason", ["CUSTOMER", "AUTHORISATION"])
def test_only_jobs_that_wait_for_parts_are_told(room: Stockroom, buyer: Buyer, reason: str) -> None:
    from garage.models.orders import OrderHold

    held(room, buyer, (room.part(2, 200), 2))
    assert len(waiting()) == 1
    OrderHold.update(reason=reason).execute()
    assert waiting() == []


def test_a_line_in_free_words_is_never_known_to_be_here(room: Stockroom, buyer: Buyer) -> None:
    held(room, buyer, (room.part(2, 200), 2), (None, 1))
    assert waiting() == []


def test_a_job_without_part_lines_waits_for_something_nobody_has_written_down(
    room: Stockroom, buyer: Buyer
) -> None:
    held(room, buyer)
    assert waiting() == []


def test_what_is_not_agreed_to_stands_behind_what_is(room: Stockroom, buyer: Buyer) -> None:
    part = room.part(2, 200)
    estimate = room.order(OrderState.RECEIVED)
    line = room.line(estimate, part, 2)
    room.line(room.order(), part, 1)
    covered = supply.of_order(estimate)[line]
    assert (covered.shelf_milli, covered.missing_milli) == (1000, 1000)
    buyer.order((part, 5, 100))
    assert supply.of_order(estimate)[line].expected_on == date(2026, 11, 25)


def test_lines_without_need_are_left_out(room: Stockroom) -> None:
    part = room.part(2, 200)
    job = room.order()
    room.line(job, part, 1, customer_supplied=True)
    room.line(job, part, 1, status="DECLINED")
    line = room.line(job, part, 1)
    room.issue(job, (line, 1))
    assert supply.of_order(job) == {}
    assert supply.on_order([]) == {}
