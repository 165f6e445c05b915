"""Number plates of China: one stored form, the kind told by the form, the way people write them."""

import re
from enum import StrEnum
from functools import cache, lru_cache

from garage.domain.text import normalise

_P = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_L = "[A-HJ-NP-Z]"
_N = "[A-HJ-NP-Z0-9]"


class PlateKind(StrEnum):
    """What a plate's form says about the car."""

    NEV_SMALL = "nev_small"
    NEV_LARGE = "nev_large"
    POLICE = "police"
    TRAINING = "training"
    TRAILER = "trailer"
    HK_MACAO = "hk_macao"
    CONSULATE = "consulate"
    EMBASSY = "embassy"
    EMERGENCY = "emergency"
    ARMED_POLICE = "armed_police"
    MILITARY = "military"
    ORDINARY = "ordinary"
    TEMPORARY = "temporary"
    OTHER = "other"


_AFTER_CITY = {
    PlateKind.NEV_SMALL: rf"[A-HJK]{_N}\d{{4}}",
    PlateKind.NEV_LARGE: r"\d{5}[A-HJK]",
    PlateKind.POLICE: rf"{_N}{{4}}警",
    PlateKind.TRAINING: rf"{_N}{{4}}学",
    PlateKind.TRAILER: rf"{_N}{{4}}挂",
    PlateKind.ORDINARY: rf"{_N}{{5}}",
}
"""What follows the province and the letter of the city."""
_HK_MACAO = rf"粤Z{_N}{{4}}[港澳]"
_OTHERS = {
    PlateKind.HK_MACAO: _HK_MACAO,
    PlateKind.CONSULATE: rf"{_P}(?:{_L}\d{{4}}|\d{{5}})领",
    PlateKind.EMBASSY: r"(?:\d{6}使|使\d{6})",
    PlateKind.EMERGENCY: rf"{_P}[XS\d]\d{{4}}应急",
    PlateKind.ARMED_POLICE: rf"WJ{_P}?\d{{4}}{_N}",
    PlateKind.MILITARY: r"[A-Z]{2}\d{5}",
    PlateKind.TEMPORARY: r"临.*|.+临",
}
_FORMS = {kind: f"{_P}{_L}{tail}" for kind, tail in _AFTER_CITY.items()} | _OTHERS
_WITH_DOT = rf"{_P}{_L}(?:{'|'.join(_AFTER_CITY.values())})|{_HK_MACAO}"


@cache
def _compiled(form: str) -> re.Pattern[str]:
    """At its first use: so many Chinese letters take their time, and a start needs few of the forms."""
    return re.compile(form, re.ASCII)


def normalise_plate(text: str) -> str:
    """Stored form of a plate: "京a·12345" becomes "京A12345"; never refuses."""
    return normalise(text)


def plate_kind(text: str) -> PlateKind:
    """Kind by form, the first that fits; an unknown or empty one is OTHER, never an error."""
    plate = normalise_plate(text)
    return next(
        (kind for kind in PlateKind if kind in _FORMS and _compiled(_FORMS[kind]).fullmatch(plate)),
        PlateKind.OTHER,
    )


@lru_cache(maxsize=1024)  # a list shows the same cars again and again
def display_plate(plate: str) -> str:
    """Plate as written on the car, "京A·12345"; forms without a dot stay as they are."""
    with_dot = _compiled(_WITH_DOT)
    if not with_dot.fullmatch(plate):  # a stored plate has its form already
        plate = normalise_plate(plate)
        if not with_dot.fullmatch(plate):
            return plate
    return f"{plate[:2]}·{plate[2:]}"
