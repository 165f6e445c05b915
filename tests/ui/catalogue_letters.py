"""Forms of letters, for the catalogue."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog

from garage.domain.letters import LetterChannel, LetterKind
from garage.services import complaints, letter_rows, letters
from garage.services.complaints import ComplaintData
from garage.services.letter_rows import LetterRow
from garage.services.letters import LetterData
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.letter import ChangeLetterForm, LetterForm, WriteLetterForm
from garage.ui.forms.letter_acts import LetterRegisterForm, ReplyForm, ReturnedForm, SendLettersForm

BASES: set[type] = {LetterForm}
"""Not opened themselves."""


def a_letter(desk: Desk, page: OrderPage, *, sent: bool = False) -> LetterRow:
    """An invitation to the customer of the job."""
    ref = letters.write(
        desk.by(),
        LetterData(
            LetterKind.INVITATION,
            "冬季关怀活动邀请",
            "诚邀您携{车牌}到{门店}免费检查底盘、制动与电瓶，请提前致电{客户}专线。",
            customer_id=page.customer_id,
        ),
    )
    if sent:
        letters.send(desk.by(), {ref: None}, LetterChannel.POST)
    return letter_rows.one(ref)


def _answer(desk: Desk, page: OrderPage) -> QDialog:
    ref = complaints.register(desk.by(), ComplaintData("刹车修好第二天又响了", order_id=page.id))
    return WriteLetterForm(desk, None, complaint_id=ref)


def _outcome(form: Callable[..., QDialog]) -> Callable[[Desk, OrderPage], QDialog]:
    return lambda desk, page: form(None, desk, a_letter(desk, page, sent=True))


def forms() -> dict[str, tuple[str, Any]]:
    """How far the road has to be gone, and the form."""
    return {
        "letter": (
            "receive",
            lambda desk, page: WriteLetterForm(desk, None, customer_id=page.customer_id),
        ),
        "letter_stranger": ("receive", lambda desk, _page: WriteLetterForm(desk)),
        "letter_answer": ("receive", _answer),
        "letter_change": (
            "receive",
            lambda desk, page: ChangeLetterForm(desk, None, a_letter(desk, page)),
        ),
        "letter_send": (
            "receive",
            lambda desk, page: SendLettersForm(None, desk, [a_letter(desk, page).id]),
        ),
        "letter_reply": ("receive", _outcome(ReplyForm)),
        "letter_returned": ("receive", _outcome(ReturnedForm)),
        "letter_register": ("receive", lambda desk, _page: LetterRegisterForm(None, desk)),
    }
