"""Cards of the day for letters: one each, those of a campaign together, gone once they went out."""

from dataclasses import replace
from datetime import date, timedelta

from garage.domain.letters import LetterChannel, LetterKind
from garage.domain.today import Card, TodayColumn, TodayKind
from garage.services import letters, today
from garage.services.command import By
from garage.services.letters import LetterData
from tests.services.road import Road
from tests.services.test_letters import campaign

DATA = LetterData(LetterKind.NOTICE, "搬迁通知", "本店已搬迁。")


def cards(road: Road, **later: int) -> list[tuple[TodayColumn, Card]]:
    by = By(road.boss.staff_id, road.boss.at + timedelta(**later))
    columns = today.read(by).columns
    return [
        (column, card) for column, found in columns.items() for card in found if card.kind is TodayKind.LETTER
    ]


def test_a_letter_moves_from_the_week_to_today_to_late(road: Road) -> None:
    ref = letters.write(road.boss, replace(DATA, customer_id=road.customer))
    columns = [[column for column, _card in cards(road, days=day)] for day in (0, 2, 3)]
    assert columns == [[TodayColumn.WEEK], [TodayColumn.TODAY], [TodayColumn.OVERDUE]]
    [(_column, card)] = cards(road)
    assert (card.ref, card.no, card.title, card.about) == (ref, "LT-2026-00001", "王女士", "搬迁通知")
    letters.send(road.boss, {ref: None}, LetterChannel.POST)
    assert cards(road, days=3) == []


def test_letters_of_a_campaign_are_one_card_by_the_first_that_is_due(road: Road) -> None:
    ref = campaign(road.boss, road.customer)
    letters.write_for_campaign(road.boss, ref)
    [(_column, card)] = cards(road)
    assert (card.title, card.count, card.due) == ("冬季关怀", 1, date(2026, 11, 23))


def test_a_letter_that_is_due_next_month_is_not_on_the_day(road: Road) -> None:
    letters.write(road.boss, replace(DATA, customer_id=road.customer, due_on=date(2026, 12, 21)))
    assert cards(road) == []
