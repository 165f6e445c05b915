"""Choose the pictures of README and guides from a tour: `make tour OUT=out`, then `python tools/pictures.py out`."""

import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_CN", "en")
CHOSEN = (
    "first-start",
    "today-after",
    "settings-staff",
    "refused-step",
    "reception-sheet",
    "estimate",
    "work-begun",
    "on-hold",
    "supplement-declined",
    "final-inspection-failed",
    "completion-certificate",
    "settlement",
    "rest-on-account",
    "gate",
    "customer-and-car",
    "parts-stock-and-ledger",
    "proposals",
    "delivery-inspected",
    "counter-sale",
    "count-differs",
    "roll-forward",
    "under-warranty",
    "rework-evidence",
    "returns-board",
    "claim-check-list",
    "follow-up-call",
    "complaint-closed-in-time",
    "appointments-of-the-week",
    "the-month",
    "order-dark",
)
COLOURS = 200
"""As many as the eye tells apart in a picture of a window; the files become a third as large."""
LARGEST = 100_000
"""Bytes of one picture: the house is cloned by people with slow lines."""


def main(tour: Path) -> None:
    """Write docs/pictures/LANGUAGE-NAME.png for each picture chosen and drop the others.

    ValueError when the tour lacks one or one is too large.
    """
    target = ROOT / "docs" / "pictures"
    target.mkdir(exist_ok=True)
    fresh = {shrink(tour, language, name, target) for language in LANGUAGES for name in CHOSEN}
    for former in set(target.glob("*.png")) - fresh:
        former.unlink()


def shrink(tour: Path, language: str, name: str, target: Path) -> Path:
    """Write one picture with few colours into the folder `target`; gives its file."""
    [source] = (tour / language).glob(f"[0-9][0-9][0-9]-{name}.png")
    file = target / f"{language}-{name}.png"
    with Image.open(source) as picture:
        few = picture.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    if file.stat().st_size > LARGEST:
        raise ValueError(f"{file.name} is larger than {LARGEST} bytes")
    return file


if __name__ == "__main__":
    main(Path(sys.argv[1]))
