"""Amounts of money in Chinese capitals for papers that must not be altered."""

from garage.domain.money import MAX_FEN

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = (("仟", 1000), ("佰", 100), ("拾", 10), ("", 1))
_GROUPS = (("亿", 10**8), ("万", 10**4), ("", 1))


def rmb_capitals(fen: int) -> str:
    """Capitals with the prefix 人民币: 168032 is "人民币壹仟陆佰捌拾元零叁角贰分".

    Follows 会计基础工作规范 art. 52 and the annex of 支付结算办法: 整 after 元 and 角, none after 分.
    Raises ValueError beyond ±999,999,999,999.99 yuan.
    """
    if abs(fen) > MAX_FEN:
        raise ValueError(fen)
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    words = f"{_whole(yuan)}元" if yuan or not rest else ""
    if yuan and rest and (jiao == 0 or yuan % 10 == 0):
        words += "零"
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    words += f"{_DIGITS[cents]}分" if cents else "整"
    return f"人民币{'负' if fen < 0 else ''}{words}"


def _whole(yuan: int) -> str:
    """Digits and units of whole yuan; a gap of zeros is one 零, except zeros that end a group of four."""
    words, gap = "", False
    for group_name, group_unit in _GROUPS:
        group = yuan // group_unit % 10_000
        for place_name, place_unit in _PLACES:
            digit = group // place_unit % 10
            if digit:
                words += f"{'零' if gap and words else ''}{_DIGITS[digit]}{place_name}"
            gap = digit == 0
        if group:
            words += group_name
            gap = False
    return words or "零"
