"""The answers of a check list are kept in their inspection as they were given."""

import pytest

from garage.domain.inspections import Checked, read_answers, write_answers


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ((), ""),
        ((Checked("road_test", passed=True),), "+road_test"),
        (
            (
                Checked("fluids", passed=True, note="8.1 mm"),
                Checked("clean", passed=False, note="左前门 - 油污"),
            ),
            "+fluids 8.1 mm\n-clean 左前门 - 油污",
        ),
    ],
)
def test_answers_are_kept_one_a_line_and_read_back(answers: tuple[Checked, ...], text: str) -> None:
    assert write_answers(answers) == text
    assert read_answers(text) == answers
