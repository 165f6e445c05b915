"""Our reading of the fonts knows what ReportLab's own does."""

import pytest

from garage.paths import resources
from garage.reports.face import Face, TTFontFace
from garage.reports.fonts import BOLD, REGULAR

INNER = {"_pos", "_pdfScale", "glyphToChar"}
"""How far ReportLab has read, and what it needs on the way."""


@pytest.mark.parametrize("name", [REGULAR, BOLD])
def test_a_face_read_at_once_is_the_face_read_glyph_by_glyph(name: str) -> None:
    file = str(resources() / "fonts" / f"{name}.ttf")
    ours, theirs = vars(Face(file)), vars(TTFontFace(file))
    assert {key: ours[key] for key in theirs.keys() - INNER} == {
        key: theirs[key] for key in theirs.keys() - INNER
    }
