"""The returns day, with the claim: drafted from its job, checked, decided in part, invoiced and paid."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from garage.domain.claim_notices import NoticeState
from garage.domain.claims import QUESTIONS, ClaimState, Remedy
from garage.domain.settlements import PayMethod
from garage.ui.forms.claim_draft import ClaimDraftForm
from garage.ui.forms.claim_lines import ClaimDecisionForm
from garage.ui.forms.claim_notice import NoticeForm, NoticeInvoiceForm, SettleNoticeForm
from garage.ui.forms.claim_report import ClaimQuestionsForm, ClaimReportForm
from garage.ui.main_window import MainWindow
from garage.ui.pages.claim_detail import CHECKS, PHOTOS
from garage.ui.pages.claims import ClaimsPage
from garage.ui.pages.old_part_sending import NOTICES
from garage.ui.tour.bad_day import open_order
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.reception import keep_paper
from garage.ui.tour.returns_cast import GIVEN_YUAN, INVOICE, Returns
from garage.ui.tour.returns_parts import returns_page


def two_clicks(hand: Hand, number: str, plate: str) -> Story[None]:
    """From the job: one key asks, the other drafts."""
    yield from open_order(hand, plate, number)
    yield hand.keys("Ctrl+Alt+5")
    yield from hand.at(ClaimDraftForm)
    yield from hand.picture("claim-in-two-clicks")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)


def fill_in(hand: Hand, back: Returns) -> Story[None]:
    """Report, questions and photo; what only a person can see is ticked, until nothing of the list is open."""
    page = yield from returns_page(hand, "claims")
    yield from hand.until(lambda: page.detail.page is not None, "the claim")
    yield from hand.picture("claim-check-list")
    yield hand.keys("Ctrl+E")
    yield from hand.at(ClaimReportForm)
    yield hand.fill("place", back.place)
    yield hand.fill("cause", back.cause)
    yield hand.choose("remedy", Remedy.REPLACE_PART)
    yield hand.fill("tried", back.tried)
    yield from hand.picture("fault-report")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+Shift+Q")
    yield from hand.at(ClaimQuestionsForm)
    for question in QUESTIONS:
        yield hand.choose(question.code, False)
    yield from hand.picture("is-it-covered")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from _photo(hand, page, back)
    yield hand.keys(f"Alt+Shift+{CHECKS + 1}")
    for code in [item.check.code for item in page.detail.checks.items if item.check.by_hand]:
        yield hand.tick(f"tick_{code}")
    yield from hand.until(lambda: not page.detail.page.missing, "the last tick")
    yield from hand.picture("claim-complete")
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand, "claim-application")
    yield from hand.at(MainWindow)


def settled_in_part(hand: Hand, back: Returns) -> Story[None]:
    """Less is given than was asked, and why; what is given becomes a notice."""
    page = yield from returns_page(hand, "claims")
    yield from _next(hand, page, ClaimState.SUBMITTED)
    form = yield from hand.at(ClaimDecisionForm)
    yield hand.type_in(form.grid, 0, "approved", GIVEN_YUAN)
    yield hand.type_in(form.grid, 0, "reason", back.deduction)
    yield hand.fill("note", back.answer)
    yield from hand.picture("supplier-settles-partly")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from _next(hand, page, ClaimState.PARTLY_ACCEPTED)
    yield from hand.at(NoticeForm)
    yield from hand.picture("settlement-notice")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)


def money_back(hand: Hand) -> Story[None]:
    """The notice on paper, our invoice over it, and nine days later the money by transfer."""
    panel = (yield from returns_page(hand, "sending")).notices
    yield hand.click(f"sending_chips_{NOTICES}")
    yield from hand.until(lambda: panel.list.current_row() is not None, "the notice")
    yield panel.list.setFocus
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand, "notice-on-paper")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(NoticeInvoiceForm)
    yield hand.fill("invoice_no", INVOICE)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    hand.clock.forward(days=9)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(SettleNoticeForm)
    yield hand.choose("method", PayMethod.TRANSFER)
    yield from hand.picture("money-is-back")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: panel.list.current_row().state is NoticeState.SETTLED, "the money")


def _next(hand: Hand, page: ClaimsPage, state: ClaimState) -> Story[None]:
    """The next step of the claim, once it has come so far."""
    yield from hand.until(
        lambda: page.detail.page is not None and page.detail.page.row.state is state, state.value
    )
    yield page.list.setFocus
    yield hand.keys("Ctrl+Return")


def _photo(hand: Hand, page: ClaimsPage, back: Returns) -> Story[None]:
    """A picture of the leak is pasted and gets its words."""
    yield hand.keys(f"Alt+Shift+{PHOTOS + 1}")
    strip = page.detail.photos.strip
    yield lambda: QGuiApplication.clipboard().setImage(_leak())
    yield strip.setFocus
    yield hand.keys("Ctrl+V")
    yield from hand.until(lambda: strip.current() is not None, "the photo")
    yield hand.keys("Ctrl+D")
    yield hand.write(back.caption, end="Return")
    yield page.list.setFocus


def _leak() -> QImage:
    """What a phone saw: an absorber on the bench, wet below its rod."""
    image = QImage(960, 720, QImage.Format.Format_RGB32)
    image.fill(QColor("#a39b8b"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.translate(480, 360)
    painter.rotate(-14)
    for colour, box in (
        ("#c9ced2", QRectF(-400, -14, 300, 28)),
        ("#4c5258", QRectF(-430, -34, 44, 68)),
        ("#23282d", QRectF(-110, -58, 470, 116)),
        ("#3a4148", QRectF(-110, -58, 470, 30)),
        ("#565d64", QRectF(350, -40, 70, 80)),
    ):
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(box, 10, 10)
    painter.setBrush(QColor(66, 46, 12, 170))
    for x, y, size in ((-100, 40, 60), (-30, 64, 44), (40, 58, 30), (-150, 20, 26)):
        painter.drawEllipse(QPointF(x, y), size, size * 0.6)
    painter.end()
    return image
