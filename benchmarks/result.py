"""One line of the table of timings."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Result:
    """What an act takes here, what the plain way takes in the same run, and what was promised.

    `ours` and `plain` are in `unit`; `ratio` is theirs where nothing else is said. `goal` names the limit.
    """

    act: str
    ours: float
    plain: float | None
    unit: str
    goal: str
    ratio: float | None
    kept: bool

    def cells(self) -> tuple[str, ...]:
        """The line's words, in the order of the table."""
        return (
            self.act,
            f"{self.ours:.3g} {self.unit}",
            "–" if self.plain is None else f"{self.plain:.3g} {self.unit}",
            "–" if self.ratio is None else f"{self.ratio:.2f}×",
            self.goal,
            "yes" if self.kept else "NO",
        )


def against(act: str, ours: float, plain: float, unit: str, times: float) -> Result:
    """An act that may cost `times` what the plain way costs."""
    ratio = ours / plain
    return Result(act, ours, plain, unit, f"≤ {times:g}×", ratio, ratio <= times)


def below(act: str, ours: float, unit: str, limit: float) -> Result:
    """An act that may cost `limit`."""
    return Result(act, ours, None, unit, f"≤ {limit:g} {unit}", None, ours <= limit)


def compiled(folder: Path) -> dict[str, str]:
    """The environment of a program started again and again: Python keeps what it compiled, in `folder`."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
