"""The car of the walk-around, seen from five sides: our own drawing, the same on screen and on paper."""

import re
from dataclasses import dataclass

from garage.domain.orders import Side

Command = tuple[str, tuple[float, ...]]
"""("M", (x, y)), ("L", (x, y)), ("C", (x1, y1, x2, y2, x, y)) or ("Z", ())."""

_WORD = re.compile(r"([MLCZ])([^MLCZ]*)")


@dataclass(frozen=True)
class Shape:
    """A path; `fill` is "body", "glass", "dark", "lamp" or "" for none, `heavy` asks for the thicker line."""

    commands: tuple[Command, ...]
    fill: str = ""
    heavy: bool = False


@dataclass(frozen=True)
class Outline:
    """Shapes, painted in their order, in a box of `width` by `height` units with y downwards."""

    width: int
    height: int
    shapes: tuple[Shape, ...]


def _shape(path: str, fill: str = "", *, heavy: bool = False) -> Shape:
    """From the short notation "M 10 20 C …"."""
    commands = tuple((letter, tuple(map(float, numbers.split()))) for letter, numbers in _WORD.findall(path))
    return Shape(commands, fill, heavy)


def _circle(x: float, y: float, radius: float, fill: str = "", *, heavy: bool = False) -> Shape:
    k = radius * 0.5523
    curves = (
        (x + radius, y + k, x + k, y + radius, x, y + radius),
        (x - k, y + radius, x - radius, y + k, x - radius, y),
        (x - radius, y - k, x - k, y - radius, x, y - radius),
        (x + k, y - radius, x + radius, y - k, x + radius, y),
    )
    return Shape((("M", (x + radius, y)), *(("C", curve) for curve in curves), ("Z", ())), fill, heavy)


def _mirrored(shape: Shape, *, width: float = 0, height: float = 0) -> Shape:
    """Left and right changed in a box of `width`, or top and bottom in one of `height`."""

    def turn(numbers: tuple[float, ...]) -> tuple[float, ...]:
        sides = (width, height)
        return tuple(sides[i % 2] - n if sides[i % 2] else n for i, n in enumerate(numbers))

    return Shape(
        tuple((letter, turn(numbers)) for letter, numbers in shape.commands), shape.fill, shape.heavy
    )


def _closed(path: str, fill: str, *, heavy: bool = False, width: float = 1000, height: float = 0) -> Shape:
    """Half an outline, from axis to axis, completed by its mirror image."""
    half = _shape(path, fill, heavy=heavy)
    points = [(numbers[i], numbers[i + 1]) for _, numbers in half.commands for i in range(0, len(numbers), 2)]
    turned = [(width - x if width else x, height - y if height else y) for x, y in reversed(points)]
    back: list[Command] = []
    place = 1
    for letter, numbers in reversed(half.commands[1:]):
        count = len(numbers) // 2
        back.append((letter, tuple(n for point in turned[place : place + count] for n in point)))
        place += count
    return Shape((*half.commands, *back, ("Z", ())), fill, heavy)


def _both(shape: Shape) -> tuple[Shape, Shape]:
    return shape, _mirrored(shape, width=1000)


def _top_closed(path: str, fill: str, *, heavy: bool = False) -> Shape:
    return _closed(path, fill, heavy=heavy, width=0, height=_TOP_HEIGHT)


def _top_both(shape: Shape) -> tuple[Shape, Shape]:
    return shape, _mirrored(shape, height=_TOP_HEIGHT)


def _wheel(x: float, y: float) -> tuple[Shape, ...]:
    return (
        _circle(x, y, 69, "dark", heavy=True),
        _circle(x, y, 48, "body"),
        _circle(x, y, 41),
        _circle(x, y, 11, "dark"),
    )


_SIDE = (
    _shape(
        "M 22 254 C 10 250 8 238 10 222 C 11 204 16 190 30 180 C 44 170 60 166 84 161"
        " C 150 148 220 141 296 138 C 340 112 380 84 430 60 C 470 42 530 36 590 37"
        " C 660 39 710 50 760 74 C 796 92 824 110 846 122 C 888 124 930 128 958 134"
        " C 970 138 976 146 978 158 C 984 176 990 190 990 210 C 990 232 986 250 974 256"
        " L 866 262 C 866 210 826 172 779 172 C 732 172 692 210 692 262 L 281 266"
        " C 281 210 241 172 194 172 C 147 172 107 210 107 260 Z",
        "body",
        heavy=True,
    ),
    _shape(
        "M 332 138 C 368 112 404 88 446 68 C 470 58 500 53 528 51 L 534 134 C 466 138 398 139 332 138 Z",
        "glass",
    ),
    _shape(
        "M 546 51 C 586 48 636 50 676 58 C 700 64 722 73 742 84 L 768 122 C 700 129 620 132 552 133 Z",
        "glass",
    ),
    _shape("M 756 82 C 782 93 806 106 826 119 C 808 121 796 121 782 121 Z", "glass"),
    _shape(
        "M 310 142 C 302 176 300 216 304 252 C 306 260 310 264 318 265 L 536 263 C 542 220 544 172 541 138"
    ),
    _shape(
        "M 541 138 C 544 172 542 220 536 263 L 684 261 C 686 226 704 196 734 182 C 760 170 778 150 782 126"
    ),
    _shape("M 302 172 C 480 164 650 160 764 159 C 820 158 870 158 902 160"),
    _shape("M 306 246 C 420 252 560 252 690 244"),
    _shape("M 466 178 C 480 173 500 172 514 175 L 514 183 C 500 180 482 181 466 185 Z", "body"),
    _shape("M 666 172 C 680 168 700 167 714 170 L 714 178 C 700 175 682 176 666 179 Z", "body"),
    _shape("M 330 138 C 326 126 334 118 350 118 C 364 118 370 128 366 140 Z", "body", heavy=True),
    _shape("M 28 183 C 50 172 84 166 118 164 C 112 180 92 190 62 194 C 46 196 34 194 28 183 Z", "lamp"),
    _shape("M 976 158 C 950 152 922 152 900 156 C 904 174 930 184 984 186 Z", "lamp"),
    _shape("M 12 226 C 40 230 70 230 100 226"),
    _shape("M 988 222 C 950 228 910 228 872 224"),
    _shape("M 296 138 C 300 141 320 143 332 138"),
    *_wheel(194, 256),
    *_wheel(779, 256),
)
_SIDE_HEIGHT = 332

_TYRE = _shape(
    "M 806 560 L 806 748 C 806 764 814 770 830 770 L 896 770 C 912 770 920 764 920 748 L 924 560 Z",
    "dark",
    heavy=True,
)
_MIRROR = _shape(
    "M 806 262 C 812 244 850 232 900 234 C 928 236 936 252 932 272 C 928 290 900 296 864 292"
    " C 836 288 818 284 806 276 Z",
    "body",
    heavy=True,
)
_BODY = _closed(
    "M 500 36 C 610 36 690 42 716 60 C 744 84 786 170 816 262 C 872 284 922 312 938 352"
    " C 952 400 956 480 954 560 C 952 620 944 660 918 674 C 860 690 640 694 500 694",
    "body",
    heavy=True,
)

_FRONT = (
    *_both(_TYRE),
    _BODY,
    *_both(_MIRROR),
    _closed("M 500 68 C 600 68 664 72 686 84 C 710 108 748 190 772 264 C 700 280 600 286 500 286", "glass"),
    *_both(_shape("M 728 286 C 740 330 742 380 738 424")),
    *_both(_shape("M 500 300 C 620 300 740 292 816 268")),
    *_both(_shape("M 500 436 C 620 436 700 430 738 424")),
    *_both(
        _shape(
            "M 724 438 C 790 424 860 400 926 372 C 936 404 932 432 920 450 C 870 470 800 478 740 472 Z",
            "lamp",
        )
    ),
    *_both(_circle(792, 450, 15)),
    *_both(_circle(868, 428, 17)),
    _closed(
        "M 500 452 C 590 452 650 454 690 462 C 690 500 676 534 644 548 C 600 554 550 554 500 554", "glass"
    ),
    *_both(_shape("M 500 478 C 580 478 640 480 690 486")),
    *_both(_shape("M 500 504 C 580 504 636 506 684 510")),
    *_both(_shape("M 500 530 C 570 530 620 530 666 530")),
    _circle(500, 492, 25, "body", heavy=True),
    _closed("M 500 572 L 612 572 L 612 626 L 500 626", "body", heavy=True),
    _closed(
        "M 500 640 C 580 640 640 638 690 630 C 720 640 730 656 716 666 C 660 672 580 674 500 674", "dark"
    ),
    *_both(
        _shape(
            "M 760 590 C 800 578 860 568 912 562 C 916 590 910 618 896 632 C 856 640 800 636 768 622 Z",
            "glass",
        )
    ),
    *_both(_circle(846, 602, 19, "lamp")),
)

_REAR = (
    *_both(_TYRE),
    _BODY,
    *_both(_MIRROR),
    _closed("M 500 72 C 594 72 656 76 678 88 C 700 112 736 184 756 246 C 690 258 600 262 500 262", "glass"),
    *_both(_shape("M 500 280 C 640 280 760 276 820 266")),
    *_both(_shape("M 776 282 C 792 340 798 400 790 462")),
    *_both(_shape("M 500 540 C 610 540 700 534 764 520 C 780 504 788 484 790 462")),
    *_both(
        _shape(
            "M 702 372 C 770 362 860 350 936 346 C 946 380 950 420 948 452 C 880 462 780 466 712 458 Z",
            "lamp",
        )
    ),
    *_both(_shape("M 708 416 C 780 410 870 402 948 398")),
    *_both(_shape("M 796 358 C 802 392 802 430 796 462")),
    *_both(_shape("M 500 400 C 580 400 640 398 702 392")),
    _circle(500, 350, 25, "body", heavy=True),
    _closed("M 500 428 L 616 428 L 616 486 L 500 486", "body", heavy=True),
    *_both(_shape("M 500 570 C 640 570 820 562 950 544")),
    _closed(
        "M 500 634 C 590 634 660 632 716 626 C 736 640 740 658 726 676 C 660 684 580 686 500 686", "dark"
    ),
    *_both(_shape("M 792 596 L 900 586 L 898 608 L 794 616 Z", "lamp")),
)

_TOP_HEIGHT = 420
_TOP = (
    *_top_both(_shape("M 344 40 C 340 20 348 8 366 8 C 384 8 392 20 390 38 Z", "body", heavy=True)),
    _top_closed(
        "M 12 210 C 12 150 20 92 50 62 C 80 40 150 34 230 32 C 420 26 700 26 850 34"
        " C 930 40 968 62 980 104 C 988 140 990 180 990 210",
        "body",
        heavy=True,
    ),
    _top_closed("M 276 210 C 276 150 288 96 312 64 L 402 94 C 386 132 380 172 380 210", "glass"),
    _top_closed(
        "M 380 210 C 380 172 386 132 402 94 C 500 88 600 88 690 92 C 702 132 706 172 706 210", "body"
    ),
    _top_closed("M 706 210 C 706 172 702 132 690 92 L 796 66 C 816 110 824 160 824 210", "glass"),
    *_top_both(_shape("M 334 60 C 400 52 480 49 538 48 L 538 82 C 490 83 450 84 412 86 Z", "glass")),
    *_top_both(_shape("M 552 48 C 640 48 710 51 776 60 L 686 84 C 640 82 600 82 552 82 Z", "glass")),
    *_top_both(_shape("M 38 92 C 56 64 104 46 150 42 C 134 66 92 92 44 106 Z", "lamp")),
    *_top_both(_shape("M 970 84 C 954 60 924 46 884 42 C 896 66 928 90 976 104 Z", "lamp")),
    *_top_both(_shape("M 292 108 C 220 94 130 92 60 116")),
    *_top_both(_shape("M 282 150 C 220 144 130 144 46 152")),
    *_top_both(_shape("M 46 210 C 46 176 50 140 60 116")),
    *_top_both(_shape("M 850 210 C 850 160 842 104 824 66")),
    *_top_both(_shape("M 966 210 C 966 176 962 146 954 118")),
)

VIEWS: dict[Side, Outline] = {
    Side.LEFT: Outline(1000, _SIDE_HEIGHT, _SIDE),
    Side.RIGHT: Outline(1000, _SIDE_HEIGHT, tuple(_mirrored(shape, width=1000) for shape in _SIDE)),
    Side.FRONT: Outline(1000, 780, _FRONT),
    Side.REAR: Outline(1000, 780, _REAR),
    Side.TOP: Outline(1000, _TOP_HEIGHT, _TOP),
}
"""Each view of the car; LEFT, RIGHT and TOP share one scale, the car of LEFT and TOP drives to the left."""
