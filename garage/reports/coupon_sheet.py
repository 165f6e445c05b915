"""优惠券, coupons to be cut out: four under each other on a sheet of A4, each with its number for the scanner."""

import io

from garage.domain.decimals import format_decimal
from garage.domain.documents import Letterhead
from garage.domain.documents_members import COUPONS_ON_SHEET, CouponSheet, PrintedCoupon
from garage.domain.money import format_yuan
from garage.domain.phones import display_phone
from garage.i18n import Words
from garage.reports.code128 import bars
from garage.reports.fonts import REGULAR, register
from garage.reports.frame import kept_to
from garage.reports.papers import Paper
from garage.reports.pen import MM, Pen
from garage.reports.text import Style

_NAME = Style(12, bold=True, leading=1.25)
_TITLE = Style(18, bold=True, leading=1.3)
_LESS = Style(46, bold=True, leading=1.15)
_SAID = Style(10, leading=1.4)
_FOOT = Style(9, leading=1.35, ink=0.3)
_NUMBER = Style(10, bold=True, leading=1.3)
_EDGE, _GAP = 6 * MM, 5 * MM
_RIGHT = 62 * MM
"""Width of the strip at the right, which keeps the number."""
_BARS = 13 * MM
_WIDEST, _QUIET = 0.33 * MM, 10


def render(sheet: CouponSheet, paper: Paper, words: Words) -> bytes:
    """The coupons as a PDF."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - see fonts.register

    _ = words
    register()
    stream = io.BytesIO()
    width, height = paper.width, paper.height_mm * MM
    canvas = Canvas(stream, (width, height), initialFontName=REGULAR, pageCompression=1)
    canvas.setTitle(_("Coupons {number}").format(number=sheet.number))
    canvas.setCreator("Garage")
    pen = Pen(canvas, height)
    high = height / COUPONS_ON_SHEET
    for nth, coupon in enumerate(sheet.coupons):
        place = nth % COUPONS_ON_SHEET
        if nth and not place:
            canvas.showPage()
            pen = Pen(canvas, height)
        if place:
            pen.rule(0, place * high, width, place * high, width=0.3, grey=0.6)
        _draw(pen, coupon, sheet.garage, (place * high, width, high), words)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _draw(
    pen: Pen, coupon: PrintedCoupon, garage: Letterhead, place: tuple[float, float, float], words: Words
) -> None:
    """What it is at the left, its number at the right, the garage at the foot."""
    top, width, high = place
    pen.box(_EDGE, top + _EDGE, width - 2 * _EDGE, high - 2 * _EDGE, line=1)
    split = width - _EDGE - _RIGHT
    pen.rule(split, top + _EDGE, split, top + high - _EDGE, width=0.5, grey=0.5)
    left, room = _EDGE + _GAP, split - _EDGE - 2 * _GAP
    y = top + _EDGE + 5 * MM
    for text, style, most in (
        (garage.name, _NAME, 1),
        (coupon.title, _TITLE, 1),
        (_less(coupon, words), _LESS, 1),
        (_terms(coupon, words), _SAID, 2),
    ):
        said = kept_to(text, style, room, most=most)
        said.draw(pen, left, y, room)
        y += said.height(room) + 2
    foot = " · ".join(filter(None, (garage.address, display_phone(garage.phone))))
    line = kept_to(foot, _FOOT, room, most=1)
    line.draw(pen, left, top + high - _EDGE - 2.5 * MM - _FOOT.line_height, room)
    _draw_number(pen, coupon, (split, top + _EDGE, _RIGHT, high - 2 * _EDGE), words)


def _draw_number(
    pen: Pen, coupon: PrintedCoupon, box: tuple[float, float, float, float], words: Words
) -> None:
    _ = words
    x, top, width, height = box
    room = width - 8 * MM
    _places, modules = bars(coupon.number)
    module = min(_WIDEST, room / (modules + 2 * _QUIET))
    y = top + 12 * MM
    pen.barcode(x + width / 2, y, coupon.number, height=_BARS, module=module, align="centre")
    y += _BARS + 2
    left = x + 4 * MM
    kept_to(coupon.number, _NUMBER, room, most=1, align="centre").draw(pen, left, y, room)
    y += _NUMBER.line_height + 2 * MM
    whose = _("For {name}").format(name=coupon.customer) if coupon.customer else ""
    for text in filter(None, (whose, _("Used once; not paid out in money."))):
        said = kept_to(text, _SAID, room, most=2, align="centre")
        if y + said.height(room) <= top + height:
            said.draw(pen, left, y, room)
        y += said.height(room)


def _less(coupon: PrintedCoupon, words: Words) -> str:
    _ = words
    if coupon.less.off_bp:
        return _("{share} % off").format(share=format_decimal(coupon.less.off_bp, 2))
    return _("{amount} off").format(amount=format_yuan(coupon.less.off_fen).removesuffix(".00"))


def _terms(coupon: PrintedCoupon, words: Words) -> str:
    _ = words
    said = [
        _("From {first} until {last}").format(
            first=f"{coupon.valid_from:%Y-%m-%d}", last=f"{coupon.valid_until:%Y-%m-%d}"
        )
    ]
    if coupon.min_spend_fen:
        amount = format_yuan(coupon.min_spend_fen).removesuffix(".00")
        said.append(_("on a bill of {amount} or more").format(amount=amount))
    return " · ".join(said)
