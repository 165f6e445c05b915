import importlib
import pkgutil
from enum import Enum

import pytest

import garage.domain
from garage.domain import labels
from garage.domain.exit_passes import PassState
from garage.domain.lines import PartGrade, PayType
from garage.domain.month_tables import Table
from garage.domain.order_steps import OrderAct


def domain_enums() -> list[type[Enum]]:
    found = set()
    for module in pkgutil.iter_modules(garage.domain.__path__):
        members = vars(importlib.import_module(f"garage.domain.{module.name}")).values()
        found |= {
            thing for thing in members if isinstance(thing, type) and issubclass(thing, Enum) and len(thing)
        }
    apart = {OrderAct, Table}  # acts carry their words in STEPS, tables in the workbook
    return sorted(found - apart, key=lambda enum: enum.__name__)


@pytest.mark.parametrize("enum", domain_enums(), ids=lambda enum: enum.__name__)
def test_every_member_has_words(enum: type[Enum]) -> None:
    assert set(labels.every()[enum]) == set(enum)
    assert all(words.strip() for words in labels.every()[enum].values())


@pytest.mark.parametrize("enum", domain_enums(), ids=lambda enum: enum.__name__)
def test_members_of_one_enum_are_told_apart(enum: type[Enum]) -> None:
    words = [labels.label(member, str) for member in enum]
    assert len(set(words)) == len(words)


def test_labels_name_no_member_that_is_gone() -> None:
    assert set(labels.every()) == set(domain_enums())


def test_a_label_is_said_in_the_words_given() -> None:
    assert labels.label(PayType.REWORK, str.upper) == "WARRANTY REWORK"


def test_the_reception_sheet_ticks_off_five_things() -> None:
    assert list(labels.PRESENT) == ["spare_tyre", "jack", "tools", "papers", "covers"]


def test_equal_values_of_two_enums_keep_their_own_words() -> None:
    assert labels.label(PartGrade.USED, str) != labels.label(PassState.USED, str)
