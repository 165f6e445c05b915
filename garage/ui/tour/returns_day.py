"""The returns day: a repair that did not hold is done again free of charge, and its supplier pays a part of it."""

from garage.ui.tour import bad_day, returns_claim, returns_counter, returns_parts, returns_supplier, scene
from garage.ui.tour.bad_day_cast import BAD_DAYS
from garage.ui.tour.cast import Cast
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.returns_cast import RETURNS
from garage.ui.tour.visit import People

PAPERS = (
    "warranty-verdict",
    "rework-record",
    "old-part-tags",
    "claim-application",
    "claim-list",
    "packing-list",
    "claim-settlement",
    "disposal",
    "quality-problems",
)


def returns_day(hand: Hand, cast: Cast, people: People) -> Story[None]:
    """One day at the counter and in the shop; the supplier takes a month to pay."""
    back, bad = RETURNS[cast.language], BAD_DAYS[cast.language]
    visit = scene.before_the_returns_day(back, bad, cast, people, hand.clock.now)
    hand.clock.now = visit.at
    yield from bad_day.take_the_desk(hand, cast.owner)
    yield from returns_supplier.terms(hand, back)
    view = yield from returns_counter.verdicts(hand, bad, back)
    yield from returns_counter.case(hand, view, back)
    yield from returns_counter.free_of_charge(hand, view, visit)
    yield from returns_parts.count_in(hand, back)
    yield from returns_claim.two_clicks(hand, view.page.no, bad.firm.plate)
    yield from returns_claim.fill_in(hand, back)
    yield from returns_parts.dispose(hand, back)
    hand.clock.forward(days=21)
    yield from returns_supplier.board(hand)
    yield from returns_supplier.month_list(hand)
    yield from returns_parts.send(hand, back)
    hand.clock.forward(days=8)
    yield from returns_claim.settled_in_part(hand, back)
    yield from returns_claim.money_back(hand)
    yield from returns_supplier.papers_and_figures(hand)
