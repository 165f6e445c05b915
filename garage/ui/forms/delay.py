"""The car takes longer: the customer is told a new time, and that is kept (B5)."""

from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from garage.domain.orders import ConsentChannel
from garage.i18n import _
from garage.services import delays, orders
from garage.services.delays import DelayData
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.consent_fields import ConsentFields
from garage.ui.forms.order_head import about, words
from garage.ui.forms.spoken_time import say_promise
from garage.ui.kit.choice_fields import TickField
from garage.ui.kit.date_fields import MomentField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField


class DelayForm(FormDialog):
    """`saved` carries the number of the notice."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(
            parent, _("Tell a delay"), about(page), default_text=_("The customer knows"), width=620
        )
        self.setObjectName("delay_form")
        self._desk = desk
        self._page = page
        promised = page.reception.promised_at
        self._so_far = words("", "muted")
        if promised is not None:
            self.add_widget(self._so_far)
        self._why = self.add_field("reason", _("Why it takes longer"), LineField(limit=200), required=True)
        self._when = self.add_field(
            "promised_at", _("New promised time"), MomentField(now=desk.now), required=True
        )
        self._spoken = ConsentFields(self, desk, page, who="told_who", at="told_at")
        self._print = self.add_field("print", _("Paper"), TickField(_("Print the notice afterwards")))

    @property
    def prints_notice(self) -> bool:
        """Whether the paper is wanted after saving."""
        return self._print.value()

    def load(self) -> None:
        self._say_promise()
        self._spoken.load(ConsentChannel.PHONE)
        self._when.set_moment(self._suggestion())
        self._why.setFocus()

    def check(self) -> None:
        self._spoken.check()

    def save(self) -> str:
        spoken = self._spoken.value()
        when = self._when.moment() or self._desk.now()
        data = DelayData(self._why.value(), when, spoken.who, spoken.at, spoken.channel, spoken.note)
        return delays.tell_delay(self._desk.by(), self._page.id, data, version=self._page.version)

    def renew(self) -> None:
        self._page = orders.open_page(self._page.id)
        self._say_promise()

    def _say_promise(self) -> None:
        promised = self._page.reception.promised_at
        if promised is not None:
            moment, due = f"{promised:%Y-%m-%d %H:%M}", say_promise(promised, self._desk.now())
            self._so_far.setText(_("Promised so far: {moment} ({due})").format(moment=moment, due=due))

    def _suggestion(self) -> datetime:
        """From the hours that are left, and later than what was promised."""
        found = orders.promised_suggestion(self._desk.by(), delays.rest_centi(self._page.lines))
        promised = self._page.reception.promised_at
        if promised is None or found > promised:
            return found
        return promised + timedelta(hours=1)
