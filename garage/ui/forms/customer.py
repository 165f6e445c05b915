"""The customer form: who it is, how to reach them, what they want; likely duplicates are said while typing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from garage.domain.customers import CustomerKind
from garage.domain.decimals import parse_decimal
from garage.domain.labels import label
from garage.domain.phones import display_phone, normalise_phone
from garage.domain.uscc import check_uscc
from garage.errors import FieldError
from garage.i18n import _, ngettext
from garage.services import customers, deadlines, staff
from garage.services.customers import CustomerData
from garage.ui.desk import Desk
from garage.ui.forms.document_form import DocumentForm
from garage.ui.forms.member_level import MemberLevelField
from garage.ui.forms.notice import Notice, Remark
from garage.ui.kit import fields
from garage.ui.kit.line_fields import NumberField

LOOK_AFTER_MS = 250
MOST_DUPLICATES = 3


class CustomerForm(DocumentForm):
    """A new customer, or the one with `customer_id`; `saved` carries the id.

    `existing_chosen` carries the id of another customer to be opened instead of saving this one (A11).
    """

    owed = ("phones", "address")

    existing_chosen = Signal(int)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        customer_id: int | None = None,
        *,
        name: str = "",
        phone: str = "",
    ) -> None:
        title = _("New customer") if customer_id is None else _("Edit customer")
        super().__init__(parent, title, _subtitle(customer_id), width=720)
        self.setObjectName("customer_form")
        self._desk = desk
        self._id = customer_id
        self._start = CustomerData(name=name, phones=(phone,) if phone else ())
        self._add_identity()
        self._add_rest()
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._timer.timeout.connect(self.look_for_duplicates)
        self.finished.connect(self._timer.stop)
        for field in ("name", "phones", "uscc"):
            fields.when_edited(self.widget(field), self._timer.start)

    def _add_identity(self) -> None:
        self.add_field("name", _("Customer name"), fields.LineField(limit=120), required=True, stretch=2)
        kinds = [(kind, label(kind)) for kind in CustomerKind]
        self.add_field("kind", _("Kind"), fields.ChoiceField(choices=kinds), beside=True)
        phones = fields.ListField(add_text=_("Add a phone"), parse=normalise_phone, show=display_phone)
        self.add_field("phones", _("Phones, the one to call first at the top"), phones, stretch=2)
        self.add_field(
            "preferred_call_time",
            _("Convenient call time"),
            fields.LineField(limit=40, placeholder="18:00–20:00"),
            beside=True,
        )
        self.notice = Notice(self, _("Open that one instead"))
        self.notice.picked.connect(self._open_instead)
        self.add_widget(self.notice)

    def _add_rest(self) -> None:
        self.add_field("address", _("Address"), fields.LineField(limit=160))
        self.add_field("contact", _("Contact person"), fields.LineField(limit=40))
        uscc = fields.ParsedField(lambda text, _field: check_uscc(text), str)
        self.add_field("uscc", _("Credit code"), uscc, beside=True)
        if self._id is None:
            first = fields.DateField(now=self._desk.now)
            self.add_field("first_contact_on", _("First contact"), first, beside=True)
        self._add_credit()
        level = self.add_field("member_level", _("Member level"), MemberLevelField(), beside=True)
        level.setEnabled(staff.is_owner(self._desk.by().staff_id))
        self.add_field("needs", _("Wishes and needs"), fields.TextField(lines=2))
        self.add_field("note", _("Note"), fields.TextField(lines=2), beside=True)
        self.add_field("marketing_ok", "", fields.TickField(_("May be told about offers")))

    def _add_credit(self) -> None:
        """What may go on account; an owner's word."""
        owner = staff.is_owner(self._desk.by().staff_id)
        hint = "" if owner else _("Only an owner changes this.")
        limit = self.add_field("credit_limit_fen", _("Credit limit"), fields.MoneyField(), hint)
        days = NumberField(lambda text, field: parse_decimal(text, places=0, limit=9_999, field=field), str)
        self.add_field("credit_days", _("Days to pay"), days, beside=True)
        for field in (limit, days):
            field.setEnabled(owner)

    def read(self) -> tuple[int, Mapping[str, Any]]:
        if self._id is None:
            return 0, _values(self._start) | {"first_contact_on": self._desk.today()}
        page = customers.open_customer(self._id)
        return page.version, _values(page)

    def load(self) -> None:
        super().load()
        self.look_for_duplicates()

    def write(self, version: int) -> object:
        data = self._data()
        if self._id is None:
            return customers.add(self._desk.by(), data, first_contact_on=self._first_contact())
        customers.change(self._desk.by(), self._id, version, data)
        return self._id

    def look_for_duplicates(self) -> None:
        """Say who may be the same customer."""
        phones = self.widget("phones").raw()
        likely = customers.duplicates(
            name=self.widget("name").text(), phones=phones, uscc=self.widget("uscc").text(), exclude=self._id
        )
        words = _("{name} is on file already: {reason}")
        self.notice.say(
            [
                Remark(words.format(name=one.name, reason=one.reason), one.customer_id)
                for one in likely[:MOST_DUPLICATES]
            ]
        )

    def _data(self) -> CustomerData:
        typed = {name: self.widget(name).value() for name in _FIELDS}
        typed |= {"phones": tuple(typed["phones"]), "uscc": typed["uscc"] or ""}
        return CustomerData(
            **typed | {name: typed[name] or 0 for name in ("credit_limit_fen", "credit_days")}
        )

    def _first_contact(self) -> date:
        day = self.widget("first_contact_on").date()
        if day is None:
            raise FieldError("first_contact_on", _("Please fill this in."))
        return day

    def _open_instead(self, customer_id: int) -> None:
        self.existing_chosen.emit(customer_id)
        QDialog.reject(self)  # what was typed was about somebody known: nothing is lost


_FIELDS = tuple(CustomerData.__dataclass_fields__)


def _values(data: CustomerData) -> dict[str, Any]:
    return {name: getattr(data, name) for name in _FIELDS}


def _subtitle(customer_id: int | None) -> str:
    if customer_id is None:
        days = deadlines.chosen().file_days
        return ngettext(
            "Only the name is needed now; the rest of the file is owed within {n} day.",
            "Only the name is needed now; the rest of the file is owed within {n} days.",
            days,
        ).format(n=days)
    page = customers.open_customer(customer_id)
    words = _("First contact {day} · entered by {who}")
    return words.format(day=page.first_contact_on.isoformat(), who=page.created_by or "–")
