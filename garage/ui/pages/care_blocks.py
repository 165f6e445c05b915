"""What the details of customer care are made of: notices with a sign, blocks of captions and words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from garage.ui.forms.order_head import words
from garage.ui.kit.icons import IconLabel

Line = tuple[str, str, str]
"""A caption, words and their tone."""


def notice(text: str, tone: str) -> QWidget:
    """A sentence with the sign of its tone before it."""
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    sign = {"bad": "error", "warn": "warning"}.get(tone, "info")
    layout.addWidget(IconLabel(sign, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(words(text, tone if tone != "accent" else ""), 1)
    return line


def block(title: str, lines: Sequence[Line]) -> QWidget:
    """Lines under a title; those without a caption over the full width."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    top = 0
    if title:
        grid.addWidget(words(title, "muted"), 0, 0, 1, 2)
        top = 1
    for place, (caption, text, tone) in enumerate(lines, start=top):
        said = words(text, tone)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if caption:
            name = words(caption, "muted")
            name.setWordWrap(False)
            grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, place, 1)
        else:
            grid.addWidget(said, place, 0, 1, 2)
    return made
