"""Engine numbers."""

import pytest

from garage.domain.engines import engine_number_plausible


@pytest.mark.parametrize("number", ["EA211-123456", "4G15 S*A12345*", "b38a15a", "１２３", "A" * 30])
def test_a_usual_engine_number_raises_no_doubt(number: str) -> None:
    assert engine_number_plausible(number)


@pytest.mark.parametrize("number", ["", "12", "A" * 31, "发动机123", "ABC_123", "A\nBC"])
def test_a_strange_engine_number_asks_for_a_second_look(number: str) -> None:
    assert not engine_number_plausible(number)
