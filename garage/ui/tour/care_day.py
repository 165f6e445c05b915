"""The last days: a call about the tour's own car, what comes of it, the end of the month and a campaign."""

from datetime import datetime

from garage.ui.tour import (
    bad_day,
    care_calls,
    care_campaign,
    care_complaint,
    care_month,
    care_summary,
    care_visit,
    scene,
)
from garage.ui.tour.care_cast import CARES
from garage.ui.tour.cast import Cast
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.visit import People

PAPERS = (
    "follow-up-record",
    "register-of-calls",
    "complaint",
    "complaints-of-day",
    *care_summary.PAPERS,
    *care_campaign.PAPERS,
)
WORKBOOK = care_month.WORKBOOK
NEXT_MORNING = datetime(2026, 5, 26, 9, 20)
EXPECTED = datetime(2026, 5, 28, 9, 0)
ASKED_AGAIN = datetime(2026, 6, 1, 18, 10)


def care_day(hand: Hand, cast: Cast, people: People) -> Story[None]:
    """An evening of calls, the morning after, the day the car comes, and the first evening of the next month."""
    care = CARES[cast.language]
    scene.before_the_care_day(care, cast, people, hand.clock.now)
    yield from bad_day.take_the_desk(hand, cast.adviser)
    yield from care_month.today(hand, "today-before")
    yield from care_calls.call(hand, cast, care)
    yield from care_complaint.register(hand, people.leader)
    yield from care_calls.ask_the_owner(hand, people.owner)
    hand.clock.now = NEXT_MORNING
    yield from bad_day.take_the_desk(hand, cast.owner)
    yield from care_calls.answer(hand, care)
    yield from care_complaint.measures(hand, care, people.mechanics[1])
    yield from care_calls.tell(hand)
    yield from care_visit.book(hand, cast, care, people, EXPECTED)
    hand.clock.now = EXPECTED
    yield from care_visit.arrives(hand, cast, people)
    yield from care_complaint.done_and_told(hand, care)
    hand.clock.now = ASKED_AGAIN
    yield from care_complaint.closed(hand, care)
    yield from care_calls.papers(hand, cast)
    yield from care_month.month(hand)
    hand.clock.forward(minutes=12)
    yield from care_summary.summary(hand, care, people.inspector)
    hand.clock.forward(minutes=18)
    yield from care_campaign.plan(hand, cast, care)
    yield from bad_day.take_the_desk(hand, cast.adviser)
    yield from care_campaign.invite(hand, cast, care)
    hand.clock.forward(minutes=5)
    yield from care_campaign.letter(hand)
    yield from care_month.today(hand, "today-after")
