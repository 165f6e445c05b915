"""Choose the README's pictures from a tour: `make tour OUT=out`, then `python tools/pictures.py out`."""

import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
CHOSEN = {
    "zh_CN": ("reception-sheet", "estimate", "settlement", "under-warranty", "order-dark"),
    "en": ("work-begun", "customer-and-car", "parts-stock-and-ledger"),
}
COLOURS = 200
"""As many as the eye tells apart in a picture of a window; the files become a third as large."""


def main(tour: Path) -> None:
    """Write docs/pictures/LANGUAGE-NAME.png for each picture chosen; ValueError when the tour lacks one."""
    target = ROOT / "docs" / "pictures"
    target.mkdir(exist_ok=True)
    for language, names in CHOSEN.items():
        for name in names:
            [source] = (tour / language).glob(f"[0-9][0-9]-{name}.png")
            with Image.open(source) as picture:
                few = picture.convert("RGB").quantize(
                    COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
                )
            few.save(target / f"{language}-{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
