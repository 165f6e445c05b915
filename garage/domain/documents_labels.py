"""Labels for shelves and boxes: frozen data in, nothing computed on paper but their places."""

from dataclasses import dataclass

LABELS_ON_SHEET = 24
"""Three across, eight down."""


@dataclass(frozen=True)
class PartLabel:
    """One label; `price_fen` None prints no price. `barcode` is drawn where the code cannot be bars."""

    code: str
    name: str
    spec: str = ""
    bin: str = ""
    unit: str = ""
    price_fen: int | None = None
    barcode: str = ""


@dataclass(frozen=True)
class LabelSheet:
    """Labels as they come off the printer, each as often as it is there.

    On a sheet the first one goes to the place `start`, counted from 1 across and down: the places before it
    were used up another time.
    """

    number: str
    labels: tuple[PartLabel, ...]
    start: int = 1
