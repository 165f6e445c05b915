"""Rules of targets: kept as JSON, checked field by field, read out in words."""

import pytest

from garage.domain.campaigns import ComplaintWish
from garage.domain.customers import CustomerKind
from garage.domain.target_rules import (
    TargetRule,
    check_rule,
    from_json,
    rule_words,
    to_json,
)
from garage.errors import FieldError

ALL = TargetRule(
    car="大众 朗逸",
    age_from=2,
    age_to=8,
    advised=True,
    visited_within=400,
    visited_before=180,
    months=24,
    min_spend_fen=500_000,
    min_visits=3,
    levels=("金卡", "银卡"),
    area="南山",
    kind=CustomerKind.PERSON,
    with_phone=True,
    complaint=ComplaintWish.NONE_OPEN,
)


def test_a_rule_comes_back_from_json_as_it_went() -> None:
    assert from_json(to_json(ALL)) == ALL
    assert from_json(to_json(TargetRule())) == TargetRule()
    assert to_json(TargetRule(area="南山")) == '{"area": "南山"}'


def test_a_rule_that_asks_what_is_unknown_is_not_read() -> None:
    with pytest.raises(TypeError):
        from_json('{"colour": "red"}')


@pytest.mark.parametrize(
    ("field", "rule"),
    [
        ("visited_within", TargetRule(visited_within=0)),
        ("visited_before", TargetRule(visited_within=90, visited_before=180)),
        ("months", TargetRule(months=0)),
        ("min_spend_fen", TargetRule(min_spend_fen=0)),
        ("min_visits", TargetRule(min_visits=0)),
        ("age_to", TargetRule(age_from=5, age_to=3)),
        ("area", TargetRule(area="x" * 61)),
    ],
)
def test_what_cannot_be_is_said_at_its_field(field: str, rule: TargetRule) -> None:
    with pytest.raises(FieldError) as error:
        check_rule(rule)
    assert error.value.field == field


def test_words_are_tidied() -> None:
    assert check_rule(TargetRule(car="  大众   朗逸 ")).car == "大众 朗逸"


def test_a_rule_is_read_out_whole() -> None:
    said = rule_words(ALL)
    for word in ("大众 朗逸", "2", "8", "180", "400", "¥5,000.00", "24", "3", "金卡", "南山"):
        assert word in said
    assert rule_words(TargetRule())
