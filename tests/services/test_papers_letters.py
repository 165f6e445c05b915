"""Letters as papers: those asked for, in the order of their numbers, and the register of a period."""

from dataclasses import replace
from datetime import date

import pytest

from garage.domain.letters import LetterChannel, LetterKind, LetterState
from garage.services import letters, papers, papers_letters
from garage.services.letters import LetterData
from tests.services.road import Road

DAY = date(2026, 11, 21)
NOTICE = LetterData(LetterKind.NOTICE, "搬迁通知", "本店已搬迁。")


def written(road: Road, count: int, **other: object) -> list[int]:
    data = replace(NOTICE, customer_id=road.customer, **other)  # type: ignore[arg-type]
    return [letters.write(road.boss, data) for _n in range(count)]


def test_letters_are_bound_by_their_numbers(road: Road) -> None:
    refs = written(road, 3)
    batch = papers_letters.batch(refs[::-1], papers.blank_imprint(road.boss))
    assert [one.number for one in batch.letters] == ["LT-2026-00001", "LT-2026-00002", "LT-2026-00003"]
    assert batch.number == "LT-2026-00001+2"
    assert papers_letters.batch(refs[:1], papers.blank_imprint(road.boss)).number == "LT-2026-00001"
    first = batch.letters[0]
    assert (first.addressee, first.address, first.on, first.signed_by) == (
        "王女士",
        "创业路 88 号",
        DAY,
        "张三",
    )
    with pytest.raises(KeyError):
        papers_letters.batch([*refs, 99_999], papers.blank_imprint(road.boss))


def test_a_letter_that_went_out_is_printed_with_that_day(road: Road) -> None:
    [ref] = written(road, 1)
    road.forward(days=2)
    letters.send(road.boss, {ref: None}, LetterChannel.POST)
    [one] = papers_letters.batch([ref], papers.blank_imprint(road.boss)).letters
    assert one.on == date(2026, 11, 23)


def test_labels_are_for_letters_with_an_address(road: Road) -> None:
    refs = written(road, 2)
    bare = letters.write(road.boss, replace(NOTICE, addressee="李先生"))
    sheet = papers_letters.address_labels([*refs, bare])
    assert sheet.labels == (("王女士", "创业路 88 号"),) * 2


def test_the_register_says_who_sent_what_and_what_was_answered(road: Road) -> None:
    first, second = written(road, 2, kind=LetterKind.INVITATION)
    letters.send(road.boss, {first: None}, LetterChannel.WECHAT)
    letters.reply(road.boss, first, None, "参加")
    letters.void(road.boss, second, None, "重复")
    sheet = papers_letters.register(DAY, DAY, papers.blank_imprint(road.boss))
    sent, void = sheet.letters
    assert (sent.sender, sent.how, sent.reply, sent.reply_on) == ("张三", LetterChannel.WECHAT, "参加", DAY)
    assert (void.state, void.void_reason, void.sent_on) == (LetterState.VOID, "重复", None)
    assert sheet.number == "20261121-20261121"
