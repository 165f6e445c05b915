"""What a typed fragment is compared with: folded text, its tails, and the pinyin of names."""

import unicodedata

from garage.domain.text import normalise

TAIL_LENGTH = 40
"""Nobody types more than this to find something; what is longer counts by its beginning."""


def fold(text: str) -> str:
    """`text` as search sees it: "京A·123 45" and "京a12345" are the same.

    NFKC and lower case; no spaces, dots, dashes, control or invisible characters.
    """
    return unicodedata.normalize("NFKC", normalise(text).casefold())


def normalise_query(text: str) -> str:
    """A typed fragment in the form of the tails; empty when nothing worth searching was typed."""
    return fold(text)[:TAIL_LENGTH]


def suffixes(term: str) -> set[str]:
    """Every tail of the folded term down to its last character, each at most 40 characters long.

    A fragment of the term is the beginning of one of them.
    """
    folded = fold(term)
    return {folded[start : start + TAIL_LENGTH] for start in range(len(folded))}


def name_terms(name: str) -> set[str]:
    """A name, its full pinyin and its initials: 曾志伟 is also zengzhiwei, cengzhiwei, zzw and czw.

    Its first character counts with every reading, for a surname often has a rare one (单 仇 解 曾 查 区);
    the others with the usual one. Latin letters and digits stay; brackets and commas, which nobody types, are left out:
    机滤（原厂） is also 机滤原厂 and jlyc. Only the first 40 characters are spelled.
    """
    folded = fold(name)
    plain = "".join(filter(str.isalnum, folded))
    spelled = plain[:TAIL_LENGTH]
    if spelled.isascii():
        return {folded, plain} - {""}
    from pypinyin import Style, lazy_pinyin, pinyin  # noqa: PLC0415 - its dictionary takes 150 ms to load

    full = "".join(lazy_pinyin(spelled[1:]))
    initials = "".join(lazy_pinyin(spelled[1:], style=Style.FIRST_LETTER))
    readings = {fold(reading) for reading in pinyin(spelled[0], style=Style.NORMAL, heteronym=True)[0]}
    return {folded, plain} | {
        spelling for first in readings for spelling in (fold(first + full), fold(first[0] + initials))
    }
