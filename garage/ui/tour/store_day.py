"""What a storekeeper does: buys and pays, gives out, sells, counts, closes the day; scene by scene."""

from garage.ui.tour import bad_day, scene, storekeeper, storekeeper_count, storekeeper_job, storekeeper_money
from garage.ui.tour.cast import Cast
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.storekeeper_cast import STORES
from garage.ui.tour.visit import People

PAPERS = (
    "purchase-order",
    "goods-receipt",
    "part-labels",
    "supplier-payment",
    "supplier-statement",
    "supplier-return",
    "return-slip",
    "parts-sale",
    "outside-purchases",
    "count-sheet",
    "count-differences",
    "write-off",
    "roll-forward",
    "day-close",
    "price-list",
)


def store_day(hand: Hand, cast: Cast, people: People) -> Story[None]:
    """What is ordered in the morning comes two days later; the rest is one day."""
    store = STORES[cast.language]
    scene.before_the_store_day(store, people, hand.clock.now)
    yield from bad_day.take_the_desk(hand, cast.storekeeper)
    yield from storekeeper.new_part(hand, store)
    yield from storekeeper.order(hand, store)
    hand.clock.forward(days=2)
    yield from storekeeper.delivery(hand, store)
    yield from storekeeper_money.invoice(hand, store)
    yield from storekeeper_money.payment(hand)
    yield from storekeeper_money.goes_back(hand, store)
    yield from storekeeper_job.estimate(hand, store, people)
    yield from storekeeper_job.short(hand, store)
    yield from storekeeper_job.bought_outside(hand, store)
    yield from storekeeper_job.issue(hand, store)
    yield from storekeeper_job.comes_back(hand, store)
    yield from storekeeper_money.counter(hand, store)
    yield from storekeeper_money.expenses(hand)
    yield from storekeeper_count.stocktake(hand, store, people.owner)
    yield from storekeeper_count.write_off(hand, store, people.owner)
    yield from storekeeper_count.close(hand)
    yield from storekeeper_count.lists(hand)
