"""What stands in a grid of times: columns, blocks, and which of them lie side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Head:
    """The head of a column: words, words below, and a bar of 0 to 100 percent where there is one.

    `tone` colours the bar and the words below; `marked` is today; `dim` a column in which nobody works; `said` is
    more about it in words.
    """

    title: str
    about: str = ""
    percent: int | None = None
    tone: str = "muted"
    marked: bool = False
    dim: bool = False
    said: str = ""


@dataclass(frozen=True)
class Block:
    """Something that takes time: from `start` until `end` in minutes of the day, in a column.

    `sign` is an icon, `tone` a role of the theme; `said` is everything about it in words. Faint blocks hold no time.
    """

    key: Any
    column: int
    start: int
    end: int
    title: str
    lines: tuple[str, ...] = ()
    tone: str = "accent"
    sign: str = ""
    said: str = ""
    movable: bool = True
    faint: bool = False


def lanes(blocks: Sequence[Block]) -> dict[int, tuple[int, int]]:
    """{place in `blocks`: (lane, lanes)}: what overlaps in a column stands side by side, as wide as it can."""
    found: dict[int, tuple[int, int]] = {}
    for column in {block.column for block in blocks}:
        places = [place for place, block in enumerate(blocks) if block.column == column]
        places.sort(key=lambda place: (blocks[place].start, -blocks[place].end, place))
        group: list[int] = []
        ends: list[int] = []
        for place in places:
            block = blocks[place]
            if ends and block.start >= max(ends):
                _close(group, ends, found)
                group, ends = [], []
            lane = next((nth for nth, end in enumerate(ends) if end <= block.start), len(ends))
            ends[lane : lane + 1] = [block.end]
            found[place] = lane, 0
            group.append(place)
        _close(group, ends, found)
    return found


def _close(group: list[int], ends: list[int], found: dict[int, tuple[int, int]]) -> None:
    for place in group:
        found[place] = found[place][0], len(ends)
