"""The head of a customer's page: who it is, how to reach them, and what the file still lacks."""

from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from garage.domain.labels import label
from garage.domain.merges import FileKind
from garage.domain.money import format_yuan
from garage.domain.phones import display_phone
from garage.i18n import _, ngettext
from garage.services import credit, duplicates, sale_list, sale_money
from garage.services.customers import CustomerPage
from garage.services.duplicates import Pair
from garage.ui.kit.icons import IconLabel
from garage.ui.pages.customer_parts import plain_label, set_tone
from garage.ui.pages.customer_words import file_words


class CustomerHead(QFrame):
    """Name big, phones large, then address, call time and wishes; buttons at the right."""

    def __init__(
        self,
        buttons: list[QPushButton],
        complete: QPushButton,
        sales: QPushButton,
        same: list[QPushButton],
    ) -> None:
        super().__init__()
        self.setObjectName("customer_head")
        self.setProperty("card", True)
        self.name = plain_label("customer_name", "title")
        self.kind = plain_label("customer_kind", "muted")
        self.member = plain_label("customer_member", "section")
        self.phones = plain_label("customer_phones")
        font = self.phones.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        self.phones.setFont(font)
        self.call_time = plain_label("customer_call_time", "muted")
        self.facts = plain_label("customer_facts", "muted", wraps=True)
        self.account = plain_label("customer_account", wraps=True)
        self.needs = plain_label("customer_needs", wraps=True)
        self.sales = sales
        self._file = QFrame()
        self._file.setObjectName("customer_file")
        self._sign = IconLabel("clock", "bad", 18)
        self.file_words = plain_label("customer_file_words", wraps=True)
        self.likely: Pair | None = None
        self.same = QFrame()
        self.same.setObjectName("customer_same")
        self.same.setProperty("panel", "warn")
        self.same_words = plain_label("customer_same_words", "warn", wraps=True)
        self._build(buttons, complete, same)

    def show_customer(self, page: CustomerPage, today: date) -> None:
        """Show this customer as of `today`."""
        self.name.setText(page.name)
        self.kind.setText(
            _("{kind} · since {day}").format(kind=label(page.kind), day=page.first_contact_on.isoformat())
        )
        self._show(
            self.member, _("Member: {level}").format(level=page.member_level) if page.member_level else ""
        )
        self.phones.setText("      ".join(map(display_phone, page.phones)) or _("No phone yet"))
        self._show(
            self.call_time,
            _("Call at {time}").format(time=page.preferred_call_time) if page.preferred_call_time else "",
        )
        self._show(self.facts, " · ".join(_facts(page)))
        self._show_account(page, today)
        self._show_sales(page)
        self._show(self.needs, "\n".join(text for text in (page.needs, page.note) if text))
        self._file.setVisible(bool(page.missing_for_file))
        if page.missing_for_file:
            words, tone = file_words(page.missing_for_file, page.file_due_on, today)
            self.file_words.setText(words)
            self._file.setProperty("panel", tone)
            self._file.style().unpolish(self._file)
            self._file.style().polish(self._file)
            set_tone(self.file_words, tone)
            self._sign.set_icon("clock" if tone == "bad" else "info", tone)

        self._show_same(page.id)

    def _show_same(self, customer_id: int) -> None:
        """The first of the files that may be of the same customer, or of one of the cars (A11)."""
        self.likely = next(iter(duplicates.of_customer(customer_id)), None)
        self.same.setVisible(self.likely is not None)
        if (pair := self.likely) is not None:
            text = (
                _("{name} has the same phone {shared}. The same customer?")
                if pair.kind is FileKind.CUSTOMER
                else _("Another car is on file with the plate {shared}. The same car?")
            )
            self.same_words.setText(text.format(name=pair.other, shared=pair.shared))

    def _show_account(self, page: CustomerPage, today: date) -> None:
        """The credit this customer has, and what is open on it."""
        claims = [*credit.claims(page.id), *sale_money.debts(page.id)]
        overdue = sum(claim.owed_fen for claim in claims if claim.due_on < today)
        words = []
        if page.credit_limit_fen:
            text = _("Credit {limit}, {days} days")
            words.append(text.format(limit=format_yuan(page.credit_limit_fen), days=page.credit_days))
        if claims:
            opened = sum(claim.owed_fen for claim in claims)
            orders = _(", ").join(claim.no for claim in claims)
            words.append(_("open {amount} ({orders})").format(amount=format_yuan(opened), orders=orders))
        if overdue:
            words.append(_("{amount} overdue").format(amount=format_yuan(overdue)))
        self._show(self.account, " · ".join(words))
        set_tone(self.account, "bad" if overdue else "warn" if claims else "muted")

    def _show_sales(self, page: CustomerPage) -> None:
        """How often parts were bought over the counter; a click leads there."""
        count = sale_list.count_of(page.id)
        text = ngettext("{count} counter sale", "{count} counter sales", count).format(count=count)
        self.sales.setText(text)
        self.sales.setAccessibleName(text)
        self.sales.setVisible(count > 0)

    @staticmethod
    def _show(line: QLabel, text: str) -> None:
        line.setText(text)
        line.setVisible(bool(text))

    def _build(self, buttons: list[QPushButton], complete: QPushButton, same: list[QPushButton]) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.name)
        top.addWidget(self.member)
        top.addWidget(self.kind, 1)
        for button in buttons:
            top.addWidget(button)
        reach = QHBoxLayout()
        reach.setSpacing(24)
        reach.addWidget(self.phones)
        reach.addWidget(self.call_time, 1)
        reach.addStretch(1)
        reach.addWidget(self.sales)
        file_row = QHBoxLayout(self._file)
        file_row.setContentsMargins(12, 4, 6, 4)
        file_row.addWidget(self._sign)
        file_row.addWidget(self.file_words, 1)
        file_row.addWidget(complete)
        same_row = QHBoxLayout(self.same)
        same_row.setContentsMargins(12, 4, 6, 4)
        same_row.addWidget(IconLabel("person", "warn", 18))
        same_row.addWidget(self.same_words, 1)
        for link in same:
            same_row.addWidget(link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 10, 14, 12)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addLayout(reach)
        for widget in (self.facts, self.account, self.needs, self.same, self._file):
            layout.addWidget(widget)


def _facts(page: CustomerPage) -> list[str]:
    facts = []
    if page.contact:
        facts.append(_("Contact: {name}").format(name=page.contact))
    if page.address:
        facts.append(page.address)
    if page.uscc:
        facts.append(_("Credit code {code}").format(code=page.uscc))
    if not page.marketing_ok:
        facts.append(_("No offers, please"))
    return facts
