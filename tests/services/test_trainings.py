"""Training records: kept by owner and foreman, read by everybody for themselves, never deleted, told before they run out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from garage.domain.staff import Role
from garage.domain.today import TodayColumn, TodayKind
from garage.domain.trainings import TrainingResult, Validity
from garage.errors import FieldError, RuleError, StaleError
from garage.models.audit import AuditEntry
from garage.models.staff import Training
from garage.services import document_history, photos, staff, today, training_rows, trainings
from garage.services.command import By
from garage.services.document_history import Kind
from garage.services.training_rows import TrainingFilter, TrainingRow
from garage.services.trainings import TrainingData

HELD, UNTIL = date(2026, 11, 1), date(2026, 12, 15)
EVERY = TrainingFilter()


def course(**changes: Any) -> TrainingData:
    about: dict[str, Any] = {
        "subject": "新能源高压电工",
        "held_on": HELD,
        "hours_centi": 1600,
        "trainer": "人社局培训中心",
        "valid_until": UNTIL,
    }
    return TrainingData(**{**about, **changes})


@contextmanager
def refused(field: str) -> Iterator[None]:
    """The act says what is wrong at this field."""
    with pytest.raises(FieldError) as caught:
        yield
    assert caught.value.field == field


def rows(by: By, which: TrainingFilter = EVERY) -> list[TrainingRow]:
    return list(training_rows.page(by, which).rows)


def cards(by: By) -> list[tuple[TodayColumn, int]]:
    """Where on the day the cards of training stand, and which record they are about."""
    columns = today.read(by).columns
    return [
        (column, card.ref)
        for column, shown in columns.items()
        for card in shown
        if card.kind is TodayKind.TRAINING
    ]


def later(by: By, day: date) -> By:
    return By(by.staff_id, datetime.combine(day, by.at.time()))


@pytest.fixture
def hand(boss: By, mechanic: int) -> By:
    """The mechanic acts."""
    return By(mechanic, boss.at)


@pytest.fixture
def one(boss: By, mechanic: int) -> int:
    """A record of the mechanic that runs out in three weeks and a half."""
    return trainings.record(boss, [mechanic], course())[0]


def test_one_course_of_several_persons_is_a_record_for_each(boss: By, mechanic: int) -> None:
    made = trainings.record(boss, [mechanic, boss.staff_id, mechanic], course())
    assert [row.who for row in rows(boss)] == ["张三", "李师傅"]
    assert sorted(made) == sorted(row.id for row in rows(boss))
    row = training_rows.one(made[0])
    assert (row.staff_id, row.subject, row.hours_centi, row.valid_until) == (
        mechanic,
        "新能源高压电工",
        1600,
        UNTIL,
    )


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("subject", {"subject": " \t "}),
        ("subject", {"subject": "课" * 101}),
        ("held_on", {"held_on": None}),
        ("held_on", {"held_on": date(2026, 11, 22)}),
        ("hours_centi", {"hours_centi": 1_000_000}),
        ("trainer", {"trainer": "训" * 101}),
        ("certificate_no", {"certificate_no": "9" * 61}),
        ("valid_until", {"valid_until": HELD}),
        ("valid_until", {"result": TrainingResult.FAILED}),
        ("note", {"note": "注" * 501}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    boss: By, mechanic: int, field: str, changes: dict[str, Any]
) -> None:
    with refused(field):
        trainings.record(boss, [mechanic], course(**changes))
    assert not rows(boss)


def test_somebody_took_part_and_works_here(boss: By, mechanic: int) -> None:
    person = staff.person(mechanic)
    with refused("staff_ids"):
        trainings.record(boss, [], course())
    staff.change(boss, mechanic, person.version, name=person.name, roles=person.roles, active=False)
    with refused("staff_ids"):
        trainings.record(boss, [mechanic], course())


def test_two_people_do_not_share_the_number_of_a_certificate(boss: By, mechanic: int) -> None:
    with refused("certificate_no"):
        trainings.record(boss, [mechanic, boss.staff_id], course(certificate_no="T-1"))
    assert trainings.record(boss, [mechanic], course(certificate_no="T-1"))


def test_a_second_press_records_nothing(boss: By, mechanic: int, one: int) -> None:
    with refused("staff_ids"):
        trainings.record(boss, [boss.staff_id, mechanic], course(subject="新能源 高压电工"))
    assert [row.id for row in rows(boss)] == [one]


def test_another_spelling_is_the_same_subject(boss: By, mechanic: int) -> None:
    trainings.record(boss, [mechanic], course(subject="ABS Level 1"))
    later_one = trainings.record(
        boss, [mechanic], course(subject="ａｂｓ  level 1", held_on=date(2026, 11, 20))
    )
    assert training_rows.one(later_one[0]).subject == "ABS Level 1"
    assert training_rows.subjects(boss) == ["ABS Level 1"]


def test_the_only_record_of_a_subject_can_be_spelt_better(boss: By, mechanic: int) -> None:
    ref = trainings.record(boss, [mechanic], course(subject="abs"))[0]
    trainings.change(boss, ref, 1, course(subject="ABS"))
    assert training_rows.one(ref).subject == "ABS"


def test_owner_and_foreman_keep_the_records_and_nobody_else(boss: By, hand: By, one: int) -> None:
    foreman = By(staff.add(boss, name="王建国", roles={Role.FOREMAN}), boss.at)
    trainings.change(foreman, one, 1, course(note="补录"))
    for act in (
        lambda: trainings.record(hand, [hand.staff_id], course(subject="焊接")),
        lambda: trainings.change(hand, one, 2, course(note="x")),
        lambda: trainings.void(hand, one, 2, "x"),
    ):
        with pytest.raises(RuleError) as caught:
            act()
        assert caught.value.reasons[0].code == "training_right"
    assert (training_rows.one(one).note, training_rows.one(one).version) == ("补录", 2)


def test_everybody_reads_their_own(boss: By, hand: By, one: int) -> None:
    trainings.record(
        boss, [boss.staff_id], course(subject="消防", held_on=date(2025, 3, 1), valid_until=None)
    )
    assert [row.id for row in rows(hand)] == [one]
    assert rows(hand, TrainingFilter(staff_id=boss.staff_id)) == []
    assert training_rows.subjects(hand) == ["新能源高压电工"]
    assert training_rows.years(hand) == [2026]
    assert training_rows.people(hand) == [(hand.staff_id, "李师傅")]
    assert len(rows(boss)) == 2
    assert training_rows.years(boss) == [2026, 2025]


def test_the_list_is_chosen_by_person_subject_year_and_what_runs_out(
    boss: By, mechanic: int, one: int
) -> None:
    old = trainings.record(
        boss, [boss.staff_id], course(subject="消防", held_on=date(2024, 12, 31), valid_until=None)
    )[0]
    chosen = {
        TrainingFilter(staff_id=mechanic): [one],
        TrainingFilter(subject="消防"): [old],
        TrainingFilter(year=2024): [old],
        TrainingFilter(year=2025): [],
        TrainingFilter(due=True): [one],
        TrainingFilter(staff_id=boss.staff_id, due=True): [],
    }
    for which, refs in chosen.items():
        assert [row.id for row in rows(boss, which)] == refs
        assert training_rows.count(boss, which) == len(refs)


def test_pages_follow_one_another_from_the_last_course_on(boss: By, mechanic: int) -> None:
    made = [
        trainings.record(boss, [mechanic], course(held_on=date(2026, 10, day), valid_until=None))[0]
        for day in (1, 3, 2)
    ]
    first = training_rows.page(boss, EVERY, None, 2)
    rest = training_rows.page(boss, EVERY, first.next_cursor, 2)
    assert [row.id for row in (*first.rows, *rest.rows)] == [made[1], made[2], made[0]]
    assert rest.next_cursor is None


def test_a_void_record_stays_struck_out_and_cannot_be_changed(boss: By, one: int) -> None:
    with refused("reason"):
        trainings.void(boss, one, 1, " ")
    trainings.void(boss, one, 1, "记错人了")
    row = training_rows.one(one)
    assert (row.void_reason, row.validity(boss.today)) == ("记错人了", None)
    assert training_rows.every(boss, EVERY) == []
    for act in (
        lambda: trainings.change(boss, one, row.version, course()),
        lambda: trainings.void(boss, one, row.version, "x"),
    ):
        with pytest.raises(RuleError):
            act()
    assert Training.select().count() == 1


def test_a_course_that_was_voided_can_be_recorded_again(boss: By, mechanic: int, one: int) -> None:
    trainings.void(boss, one, 1, "证号不对")
    assert trainings.record(boss, [mechanic], course()) != [one]


def test_whoever_saw_an_older_version_is_told(boss: By, one: int) -> None:
    trainings.change(boss, one, 1, course(note="第一次"))
    with pytest.raises(StaleError):
        trainings.change(boss, one, 1, course(note="第二次"))
    with pytest.raises(StaleError):
        trainings.void(boss, one, 1, "x")
    assert training_rows.one(one).note == "第一次"


def test_a_record_is_not_moved_onto_another_of_the_same_course(boss: By, mechanic: int, one: int) -> None:
    other = trainings.record(boss, [mechanic], course(held_on=date(2026, 11, 2)))[0]
    with refused("held_on"):
        trainings.change(boss, other, 1, course())
    assert training_rows.one(other).held_on == date(2026, 11, 2)


def test_what_is_unknown_is_a_key_error(boss: By) -> None:
    for act in (
        lambda: training_rows.one(7),
        lambda: trainings.change(boss, 7, 1, course()),
        lambda: trainings.void(boss, 7, 1, "x"),
        lambda: trainings.record(boss, [777], course()),
    ):
        with pytest.raises(KeyError):
            act()


# Renewal


def test_the_newest_record_of_person_and_subject_counts(boss: By, mechanic: int, one: int) -> None:
    assert rows(boss)[0].validity(boss.today) is Validity.ENDING
    new = trainings.record(
        boss, [mechanic], course(held_on=date(2026, 11, 20), valid_until=date(2029, 11, 20))
    )[0]
    stand = {row.id: row.validity(boss.today) for row in rows(boss)}
    assert stand == {one: Validity.RENEWED, new: Validity.GOOD}


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "焊接"},
        {"held_on": date(2026, 10, 31)},
        {"result": TrainingResult.FAILED, "valid_until": None},
    ],
    ids=["another subject", "an older course", "a failed exam"],
)
def test_what_is_no_renewal_replaces_nothing(
    boss: By, mechanic: int, one: int, changes: dict[str, Any]
) -> None:
    trainings.record(boss, [mechanic], replace(course(held_on=date(2026, 11, 20)), **changes))
    assert training_rows.one(one).validity(boss.today) is Validity.ENDING


def test_the_course_of_another_person_or_a_void_one_replaces_nothing(
    boss: By, mechanic: int, one: int
) -> None:
    new = trainings.record(boss, [mechanic, boss.staff_id], course(held_on=date(2026, 11, 20)))
    trainings.void(boss, new[0], 1, "记错人了")
    assert training_rows.one(one).validity(boss.today) is Validity.ENDING


# The day


def test_the_day_speaks_of_it_from_thirty_days_before_until_it_is_renewed(
    boss: By, mechanic: int, one: int
) -> None:
    first = UNTIL - timedelta(days=30)
    assert cards(later(boss, first - timedelta(days=1))) == []
    assert cards(later(boss, first)) == [(TodayColumn.TODAY, one)]
    assert cards(later(boss, UNTIL)) == [(TodayColumn.TODAY, one)]
    gone = later(boss, UNTIL + timedelta(days=1))
    assert cards(gone) == [(TodayColumn.OVERDUE, one)]
    trainings.record(gone, [mechanic], course(held_on=UNTIL, valid_until=date(2029, 1, 1)))
    assert cards(gone) == []


def test_the_card_says_who_and_what(boss: By, one: int) -> None:
    card = next(card for card in training_rows.cards(boss))
    assert (card.title, card.about, card.due) == (
        "李师傅 · 新能源高压电工",
        "valid until 2026-12-15",
        boss.today,
    )


def test_only_who_keeps_the_records_has_the_card(boss: By, hand: By, one: int) -> None:
    foreman = By(staff.add(boss, name="王建国", roles={Role.FOREMAN}), boss.at)
    assert (len(cards(boss)), len(cards(foreman)), cards(hand)) == (1, 1, [])


def test_nobody_is_told_of_who_left(boss: By, mechanic: int, one: int) -> None:
    person = staff.person(mechanic)
    staff.change(boss, mechanic, person.version, name=person.name, roles=person.roles, active=False)
    assert cards(boss) == []
    assert rows(boss, TrainingFilter(due=True)) == []
    assert [row.works_here for row in rows(boss)] == [False]


# What is kept


def test_the_log_tells_what_was_recorded_changed_and_voided(boss: By, one: int) -> None:
    trainings.change(boss, one, 1, course(certificate_no="T123", result=TrainingResult.TOOK_PART))
    trainings.void(boss, one, 2, "记错人了")
    told = document_history.of_document(Kind.TRAINING, one)
    assert [row.act for row in told] == [
        "Training recorded",
        "Training record changed",
        "Training record voided",
    ]
    assert "新能源高压电工" in told[0].text
    assert "16 h of training" in told[0].text
    assert told[1].text == "T123 · Took part"
    assert told[2].reason == "记错人了"


def test_only_who_keeps_the_records_changes_the_photos_of_a_certificate(boss: By, hand: By, one: int) -> None:
    jpeg = b"\xff\xd8\xff" + b"0" * 60
    ref = photos.add(boss, "training", one, jpeg, jpeg)
    for act in (
        lambda: photos.add(hand, "training", one, jpeg, jpeg),
        lambda: photos.describe(hand, ref, 1, "x"),
        lambda: photos.move(hand, ref, 1),
        lambda: photos.remove(hand, ref, 1),
    ):
        with pytest.raises(RuleError):
            act()
    assert [row.id for row in photos.of("training", one)] == [ref]
    assert AuditEntry.select().where(AuditEntry.act == "photo added").count() == 1


@pytest.mark.parametrize(
    "words", ["<b>&amp;", "=cmd|'/C calc'!A0", "🔧高压🚗", "'; DROP TABLE training;--", "%_\\"]
)
def test_whatever_is_typed_is_kept_as_it_is(boss: By, mechanic: int, words: str) -> None:
    ref = trainings.record(
        boss, [mechanic], course(subject=words, trainer=words, certificate_no=words, note=words)
    )[0]
    row = training_rows.one(ref)
    assert (row.subject, row.trainer, row.certificate_no, row.note) == (words,) * 4
    assert [found.id for found in rows(boss, TrainingFilter(subject=words))] == [ref]
