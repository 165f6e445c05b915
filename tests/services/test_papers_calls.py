"""The record of a call and the register say what the log says."""

from datetime import date, datetime

import pytest

from garage.domain.contacts import Outcome
from garage.domain.documents import Imprint
from garage.services import care_settings, papers_calls, questions
from tests.services.calling import at, attempt, calls, left
from tests.services.road import Road

pytestmark = pytest.mark.usefixtures("db")

PRINTED = Imprint("张三", datetime(2026, 11, 30, 9, 0))
DAY_3 = datetime(2026, 11, 24, 10, 0)


def test_the_record_names_the_visit_the_attempt_the_scores_and_the_questions(road: Road) -> None:
    car = left(road)
    attempt(at(road, DAY_3), calls(car.first)[0], Outcome.NO_ANSWER)
    talk = attempt(road.boss, calls(car.first)[0], scores={"QUALITY": 5, "PRICE": 3})
    questions.ask(road.boss, talk, "发票能改抬头吗？", "可以")
    care_settings.set_topics(road.boss, ["QUALITY"])
    record = papers_calls.record(talk, PRINTED)
    assert (record.number, record.round, record.attempt) == ("WO-2026-00001-1", 1, 2)
    assert (record.left_on, record.work) == (date(2026, 11, 21), ("更换前刹车片",))
    assert record.topics == ("Quality", "Price")  # what was asked then is still there
    assert record.scores == (("Quality", 5), ("Price", 3))
    assert [(one.text, one.answer, one.told_at) for one in record.questions] == [
        ("发票能改抬头吗？", "可以", DAY_3)
    ]


def test_the_register_lists_every_talk_of_its_days_with_the_mean_of_its_scores(road: Road) -> None:
    car = left(road)
    attempt(at(road, DAY_3), calls(car.first)[0], Outcome.BUSY)
    attempt(road.boss, calls(car.first)[0], scores={"QUALITY": 5, "PRICE": 4, "TIME": 4})
    sheet = papers_calls.register(date(2026, 11, 1), date(2026, 11, 30), PRINTED)
    assert [(call.outcome, call.mean_tenths, call.round) for call in sheet.calls] == [
        (Outcome.BUSY, None, 1),
        (Outcome.REACHED, 43, 1),
    ]
    assert papers_calls.register(date(2026, 12, 1), date(2026, 12, 31), PRINTED).calls == ()
