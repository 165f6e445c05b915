"""Lists of reminders on both engines: due, coming, told, booked, closed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from garage.domain.contacts import ContactChannel, Direction, Outcome, Talk
from garage.domain.letters import LetterKind
from garage.domain.reminders import ReminderKind, ReminderResult, ReminderState
from garage.errors import RuleError
from garage.services import care_cards, contacts, letter_rows, letters, reminder_rows, reminders, vehicles
from garage.services.letters import LetterData
from garage.services.reminder_rows import ReminderFilter as F
from garage.services.vehicles import VehicleData
from tests.services.plans import scans
from tests.services.road import Road

REACHED = Talk(Direction.OUT, ContactChannel.PHONE, Outcome.REACHED, spoke_with="王女士")


def refs(road: Road, which: F, kind: ReminderKind | None = None) -> list[int]:
    return [row.id for row in reminder_rows.page(which, road.boss.today, kind).rows]


def save(road: Road, **changes: object) -> None:
    page = vehicles.open_vehicle(road.vehicle, road.boss.today)
    data = VehicleData(**{name: getattr(page, name) for name in VehicleData.__dataclass_fields__})
    vehicles.change(road.boss, road.vehicle, page.version, replace(data, **changes))  # type: ignore[arg-type]


def part(road: Road, name: str, days: int) -> int:
    return reminders.add(road.boss, road.vehicle, name, road.boss.today + timedelta(days=days), None)


def test_a_reminder_wanders_through_the_lists(road: Road) -> None:
    due, coming, far = part(road, "蓄电池", 15), part(road, "皮带", 16), part(road, "刹车油", 60)
    assert (refs(road, F.DUE), refs(road, F.COMING)) == ([due], [coming])
    assert reminder_rows.counts(road.boss.today) == {F.DUE: 1, F.COMING: 1, F.TOLD: 0, F.BOOKED: 0}
    no_answer = replace(REACHED, outcome=Outcome.NO_ANSWER, spoke_with="")
    reminders.tell(road.boss, due, None, no_answer)
    assert refs(road, F.DUE) == []
    assert refs(road, F.COMING) == [due, coming], "it is tried again tomorrow"
    road.forward(days=1)
    assert refs(road, F.DUE) == [due, coming]
    reminders.tell(road.boss, due, None, REACHED, ReminderResult.TOLD)
    reminders.booked(road.boss, coming)
    assert (refs(road, F.TOLD), refs(road, F.BOOKED), refs(road, F.DUE)) == ([due], [coming], [])
    reminders.drop(road.boss, far, None, "车已卖")
    assert refs(road, F.CLOSED) == [far]
    assert {row.id for row in reminder_rows.of_vehicle(road.vehicle)} == {due, coming}


def test_a_row_says_whom_to_tell_about_what(road: Road) -> None:
    save(road, inspection_until=road.boss.today + timedelta(days=20))
    [row] = reminder_rows.page(F.DUE, road.boss.today, ReminderKind.INSPECTION).rows
    assert row == reminder_rows.one(row.id)
    assert (row.customer, row.phone, row.plate) == ("王女士", "13800138000", "粤B·12345")
    assert (row.due_day, row.no_calls, row.live) == (road.boss.today + timedelta(days=20), False, True)
    assert refs(road, F.DUE, ReminderKind.PART) == []


def test_pages_go_on_where_the_one_before_ended(road: Road) -> None:
    made = [part(road, f"配件{nth}", nth) for nth in range(1, 6)]
    for which, expected in ((F.DUE, made), (F.CLOSED, made[::-1])):
        found: list[int] = []
        cursor = None
        while True:
            page = reminder_rows.page(which, road.boss.today, None, cursor, 2)
            found += [row.id for row in page.rows]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert found == expected
        for ref in made:
            if which is F.DUE:
                reminders.drop(road.boss, ref, None, "已换")


def test_no_list_reads_the_table_from_end_to_end(road: Road) -> None:
    today = date(2026, 11, 21)
    for which in (F.DUE, F.COMING, F.TOLD, F.BOOKED):
        assert scans(lambda which=which: reminder_rows.page(which, today)) == [], which  # type: ignore[misc]
    assert scans(lambda: reminder_rows.counts(today)) == []
    assert road.vehicle


def test_who_wants_no_calls_stands_in_the_list_and_on_the_day_and_is_written_to(road: Road) -> None:
    due = part(road, "蓄电池", 3)
    contacts.refuse_calls(road.boss, road.customer, "不要打电话")
    counted = reminder_rows.counts(road.boss.today)[F.DUE]
    assert refs(road, F.DUE) == [due]
    assert counted == 1
    assert cards(road) == [due]
    with pytest.raises(RuleError):
        reminders.tell(road.boss, due, None, REACHED, ReminderResult.TOLD)
    notice = LetterData(LetterKind.NOTICE, "蓄电池到期", "您的蓄电池该换了。", reminder_id=due)
    letter = letter_rows.one(letters.write(road.boss, notice))
    row = reminder_rows.one(due)
    assert (letter.customer_id, letter.vehicle_id) == (row.customer_id, row.vehicle_id)
    assert (row.state, row.contacted_at) == (ReminderState.CONTACTED, road.boss.at)
    assert (refs(road, F.DUE), refs(road, F.TOLD), cards(road)) == ([], [due], [])
    reminders.drop(road.boss, due, None, "已换")
    with pytest.raises(RuleError):
        letters.write(road.boss, notice)
    assert len(letters.of_customer(row.customer_id)) == 1


def test_what_a_void_letter_told_of_is_to_be_told_again(road: Road) -> None:
    due, other = part(road, "蓄电池", 3), part(road, "正时皮带", 3)
    contacts.refuse_calls(road.boss, road.customer, "不要打电话")
    for ref in (due, other):
        letters.write(road.boss, LetterData(LetterKind.NOTICE, "到期", "请来店更换。", reminder_id=ref))
    first = min(one.id for one in letters.of_customer(road.customer))
    letters.void(road.boss, first, None, "写错了")
    assert (refs(road, F.DUE), refs(road, F.TOLD)) == ([due], [other])
    assert reminder_rows.one(due).contacted_at is None
    again = letters.write(road.boss, LetterData(LetterKind.NOTICE, "到期", "请来。", reminder_id=due))
    reminders.drop(road.boss, due, None, "已换")
    letters.void(road.boss, again, None, "写错了")
    assert reminder_rows.one(due).state is ReminderState.DONE


def cards(road: Road) -> list[int]:
    """Reminders on today's page."""
    return [card.ref for card in care_cards.reminders(road.boss)]
