"""Questions: answered at once, or the manager within two days and the customer the same day (G3)."""

from datetime import date, timedelta

import pytest

from garage.domain.contacts import Direction, Talk
from garage.domain.questions import QuestionState
from garage.errors import FieldError, RuleError, StaleError
from garage.services import contacts, customers, questions
from garage.services.command import By
from garage.services.contacts import About
from tests.services.calling import sound

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def talk(boss: By) -> int:
    who = customers.add(boss, customers.CustomerData(name="周先生", phones=("13700137000",)))
    return contacts.log(boss, Talk(Direction.IN, spoke_with="周先生"), About(who))


def later(boss: By, days: int) -> By:
    return By(boss.staff_id, boss.at + timedelta(days=days))


def test_what_is_answered_in_the_talk_is_settled(boss: By, talk: int) -> None:
    row = questions.one(questions.ask(boss, talk, "用什么机油？", "0W-20 全合成"))
    assert (row.state, row.told_how, row.told_by) == (QuestionState.TOLD, "PHONE", "张三")
    assert questions.count_open() == 0
    assert sound()


def test_a_question_goes_up_is_answered_and_told_and_each_step_has_its_name(
    boss: By, talk: int, mechanic: int
) -> None:
    ref = questions.ask(boss, talk, "能否上门取车？")
    row = questions.one(ref)
    assert row.due_on == date(2026, 11, 23)
    assert not row.is_late(date(2026, 11, 23))
    assert row.is_late(date(2026, 11, 24))
    with pytest.raises(FieldError) as error:
        questions.hand_up(boss, ref, 1, mechanic)
    assert error.value.field == "escalated_to"
    questions.hand_up(boss, ref, 1, boss.staff_id)
    questions.answer(later(boss, 5), ref, 2, "周末可以")
    row = questions.one(ref)
    assert (row.state, row.due_on, row.escalated_to) == (QuestionState.ANSWERED, date(2026, 11, 26), "张三")
    assert row.is_late(date(2026, 11, 27))
    questions.answer(later(boss, 6), ref, 3, "周末可以，提前一天约")
    assert questions.one(ref).due_on == date(2026, 11, 26)  # better words keep the day
    contact = questions.tell(later(boss, 6), ref, 4, questions.telling(questions.one(ref)))
    assert contacts.one(contact).advice == "周末可以，提前一天约"
    assert questions.one(ref).state is QuestionState.TOLD
    assert sound()


def test_nothing_is_told_that_nobody_answered(boss: By, talk: int) -> None:
    ref = questions.ask(boss, talk, "能否上门取车？")
    with pytest.raises(RuleError):
        questions.tell(boss, ref, 1, Talk())
    with pytest.raises(FieldError):
        questions.answer(boss, ref, 1, " ")
    questions.withdraw(boss, ref, 1, "客户自己问到了")
    with pytest.raises(StaleError):
        questions.answer(boss, ref, 1, "可以")
    with pytest.raises(RuleError):
        questions.answer(boss, ref, 2, "可以")
    assert sound()


def test_what_is_to_be_told_stands_first(boss: By, talk: int) -> None:
    first = questions.ask(boss, talk, "一")
    second = questions.ask(later(boss, 1), talk, "二")
    questions.answer(boss, second, 1, "是")
    page = questions.open_ones(limit=1)
    assert [row.id for row in page.rows] == [second]
    assert [row.id for row in questions.open_ones(page.next_cursor).rows] == [first]
    assert {row.id for row in questions.of_contact(talk)} == {first, second}
