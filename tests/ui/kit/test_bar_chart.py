"""A bar chart: round lines above every bar, bars in their field, and what a place of it is told as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from garage.ui.kit.bar_chart import BarChart, Series, round_step


def told(value: float) -> str:
    return f"{value:g}"


@pytest.fixture
def chart(qtbot: QtBot) -> BarChart:
    made = BarChart("chart", "Revenue")
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show_bars(["1", "2", "3"], [Series("A", [10, 0, 5]), Series("B", [3, 7, 12], "ok")], told, told)
    made.show()
    qtbot.waitExposed(made)
    return made


@given(st.floats(0, 1e9, allow_nan=False))
def test_a_step_is_round_and_not_below_what_is_asked(least: float) -> None:
    step = round_step(least)
    assert step >= least
    assert str(int(step)).rstrip("0") in {"1", "2", "5"}


def test_no_bar_is_higher_than_the_upper_line(chart: BarChart) -> None:
    assert chart.top() >= 12
    field = chart._field()
    for place in range(3):
        for nth in range(2):
            bar = chart.bar(place, nth)
            assert bar.top() >= field.top() - 1
            assert bar.bottom() <= field.bottom() + 1
    assert chart.bar(0, 0).height() > chart.bar(2, 0).height() > chart.bar(1, 0).height() == 0


def test_what_is_below_zero_hangs_from_the_zero_line(chart: BarChart) -> None:
    chart.show_bars(["1", "2"], [Series("A", [10, -5])], told, told)
    assert chart.bar(1, 0).top() == pytest.approx(chart.bar(0, 0).bottom())
    assert chart.bar(1, 0).bottom() <= chart._field().bottom() + 1
    assert not chart.grab().isNull()


def test_a_place_is_told_by_its_name_and_values(chart: BarChart) -> None:
    field = chart._field()
    assert chart.told_at(int(field.left()) + 3) == "1\nA: 10\nB: 3"
    assert chart.told_at(int(field.right()) - 3) == "3\nA: 5\nB: 12"
    assert not chart.told_at(2)
    assert "A 1: 10" in chart.accessibleDescription()
    assert "A 2" not in chart.accessibleDescription()


def test_a_chart_of_nothing_is_drawn_too(chart: BarChart) -> None:
    chart.show_bars([], [Series("A", [])], told, told)
    assert not chart.grab().isNull()
    assert chart.told_at(100) == ""
    chart.show_bars(["1"], [Series("A", [0])], told, told)
    assert not chart.grab().isNull()
