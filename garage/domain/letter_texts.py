"""Blanks in the text of a letter, filled in for each customer: {customer} or {客户}, in either language."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from garage.domain.customers import CustomerKind
from garage.domain.text import excerpt
from garage.errors import FieldError
from garage.i18n import Words, _


class Blank(StrEnum):
    """What may be filled in; the value is its English name."""

    CUSTOMER = "customer"
    PLATE = "plate"
    MODEL = "model"
    LAST_VISIT = "last_visit"
    TITLE = "title"
    STARTS = "starts"
    ENDS = "ends"
    PLACE = "place"
    GARAGE = "garage"
    PHONE = "phone"


CHINESE: dict[Blank, str] = {
    Blank.CUSTOMER: "客户",
    Blank.PLATE: "车牌",
    Blank.MODEL: "车型",
    Blank.LAST_VISIT: "上次来店",
    Blank.TITLE: "活动",
    Blank.STARTS: "开始日期",
    Blank.ENDS: "结束日期",
    Blank.PLACE: "地点",
    Blank.GARAGE: "门店",
    Blank.PHONE: "电话",
}
OF_CAMPAIGN = frozenset({Blank.TITLE, Blank.STARTS, Blank.ENDS, Blank.PLACE})
"""Known only where a campaign is written for."""

_NAMES = {str(blank): blank for blank in Blank} | {name: blank for blank, name in CHINESE.items()}
_BRACES = str.maketrans("｛｝", "{}")
_PIECE = re.compile(r"\{([^{}]*)\}")
_BRACED = re.compile(r"[{｛][^{}｛｝]*[}｝]|.?[{}｛｝].?")
_TITLED = ("先生", "女士", "小姐", "老师", "经理")
_SALUTED = re.compile(r"\s*(尊敬的|亲爱的|致|您好|Dear\b|To\b)", re.IGNORECASE)


def written(blank: Blank, language: str) -> str:
    """A blank as it stands in a text of that language."""
    return f"{{{CHINESE[blank] if language == 'zh_CN' else blank}}}"


def blanks(field: str, text: str) -> list[Blank]:
    """The blanks of a text in their order; FieldError on `field` names one nobody knows, or a brace that is alone."""
    return [found for piece in _pieces(text) if (found := _blank(field, piece)) is not None]


def fill(field: str, text: str, values: Mapping[Blank, str], stood: str = "") -> str:
    """The text with its blanks filled in; whatever else it says stays as it is, and so do braces that `stood` there before.

    FieldError on `field` as for `blanks`, and for a blank that nothing is known of here.
    """
    return "".join(
        piece if _stands(piece, stood) else _filled(field, piece, values) for piece in _pieces(text)
    )


def salutation(name: str, kind: CustomerKind, words: Words) -> str:
    """How a letter begins: nobody guesses whether a name is a gentleman's or a lady's."""
    _ = words
    known = kind is not CustomerKind.PERSON or name.endswith(_TITLED)
    return (_("Dear {name},") if known else _("Dear customer {name},")).format(name=name)


def saluted(text: str, name: str, kind: CustomerKind, words: Words) -> str:
    """The text under its salutation, unless it has one of its own."""
    if _SALUTED.match(text):
        return text
    return f"{salutation(name, kind, words)}\n{text}"


def spelled(day: date, language: str) -> str:
    """A day as a letter writes it."""
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh_CN" else day.isoformat()


def _pieces(text: str) -> list[str]:
    """Blanks and what stands between them; braces of a Chinese keyboard count as braces."""
    pieces, end = [], 0
    for found in _PIECE.finditer(text.translate(_BRACES)):
        pieces += [text[end : found.start()], text[found.start() : found.end()]]
        end = found.end()
    return [piece for piece in (*pieces, text[end:]) if piece]


def _blank(field: str, piece: str) -> Blank | None:
    """The blank that a piece is; None of plain text, in which no brace may stand."""
    found = _PIECE.fullmatch(piece.translate(_BRACES))
    if found is None:
        if alone := next((char for char in piece if char in "{}｛｝"), ""):
            near = excerpt(piece[max(piece.index(alone) - 6, 0) :], 16)
            text = _("A brace stands alone at “{near}”. Blanks look like this: {example}.")
            raise FieldError(field, text.format(near=near, example="{customer}"))
        return None
    name = "_".join(found[1].split()).casefold()
    if name not in _NAMES:
        text = _("There is no blank {name}. Known are: {known}.")
        known = _(", ").join(_shown(blank) for blank in Blank)
        raise FieldError(field, text.format(name=f"{{{excerpt(found[1], 20)}}}", known=known))
    return _NAMES[name]


def _stands(piece: str, stood: str) -> bool:
    """Whether all its braces, with what is next to them, were there before: a name may have some."""
    return all(braced in stood for braced in _BRACED.findall(piece))


def _filled(field: str, piece: str, values: Mapping[Blank, str]) -> str:
    blank = _blank(field, piece)
    if blank is None:
        return piece
    if not values.get(blank):
        raise FieldError(field, _("Nothing is known here to fill in {name}.").format(name=piece))
    return values[blank]


def _shown(blank: Blank) -> str:
    return _("{english} or {chinese}").format(english=f"{{{blank}}}", chinese=f"{{{CHINESE[blank]}}}")
