"""The call list and the history of a campaign say what was done, on both engines."""

from datetime import datetime

import pytest

from garage.domain.campaigns import Answer
from garage.domain.documents import Imprint
from garage.services import campaign_targets, papers_campaigns
from garage.services.command import By
from garage.services.document_history import Kind, of_document
from tests.services.campaigning import approved, attempt, listed, person

PRINTED = Imprint("张三", datetime(2026, 11, 30, 9, 0))


def test_the_list_begins_with_those_to_call_and_leaves_out_who_was_taken_off(boss: By) -> None:
    for n, name in enumerate(("甲", "乙", "丙")):
        person(boss, name, f"1380013800{n}")
    ref = approved(boss)
    attempt(boss, listed(ref)["甲"], answer=Answer.COMING)
    campaign_targets.remove(boss, listed(ref)["丙"].id, None, "出国")
    sheet = papers_campaigns.call_list(ref, boss.at, PRINTED)
    assert [one.customer for one in sheet.targets] == ["乙", "甲"]
    assert (sheet.number, sheet.title, sheet.targets[1].answer) == (
        "CM-2026-00001",
        "冬季免费检测",
        Answer.COMING,
    )
    with pytest.raises(KeyError):
        papers_campaigns.call_list(99, boss.at, PRINTED)


def test_the_history_says_every_turn_of_the_campaign(boss: By) -> None:
    person(boss, "甲", "13800138000")
    ref = approved(boss)
    attempt(boss, listed(ref)["甲"])
    campaign_targets.remove(boss, listed(ref)["甲"].id, None, "出国")
    rows = of_document(Kind.CAMPAIGN, ref)
    acts = [row.act for row in rows]
    assert len(acts) == len(set(acts)) >= 6
    assert any(row.reason == "出国" for row in rows)
    assert any("活动" in row.text for row in rows)
