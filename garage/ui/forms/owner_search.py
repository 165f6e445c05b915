"""Choosing the owner of a car: search as you type, or a new customer made on the way."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from garage.domain.phones import display_phone, normalise_phone
from garage.errors import FieldError
from garage.i18n import _
from garage.services import customers, search
from garage.ui.desk import Desk
from garage.ui.forms.customer import CustomerForm
from garage.ui.kit.actions import guarded
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon
from garage.ui.kit.search_field import Hit, SearchField

MOST_HITS = 8


def find_customers(text: str) -> Sequence[Hit]:
    """Customers by name, pinyin, initials or phone."""
    return [Hit(hit.ref, hit.title, hit.subtitle) for hit in search.find(text, MOST_HITS, ("customer",))]


def customer_hit(customer_id: int) -> Hit:
    """A known customer as if picked from the list."""
    page = customers.open_customer(customer_id)
    return Hit(page.id, page.name, " · ".join(map(display_phone, page.phones)))


def phone_or_name(text: str) -> dict[str, str]:
    """What was typed to find somebody, as the beginning of a new customer."""
    try:
        normalise_phone(text)
    except FieldError:
        return {"name": "" if any(char.isdigit() for char in text) else text.strip()}
    return {"phone": text}


def add_owner_field(form: FormDialog, desk: Desk, title: str) -> SearchField:
    """A required field "owner" with a link under it that makes a new customer."""
    owner = SearchField(find_customers, placeholder=_("name, initials or phone"))
    form.add_field("owner", title, owner, required=True)
    link = QPushButton(icon("plus", "accent"), _("New customer…"))
    link.setObjectName("new_owner")
    link.setAccessibleName(link.text())
    link.setToolTip(_("New customer (Ctrl+N)"))
    set_key(link, "Ctrl+N")
    link.setProperty("link", True)
    link.setAutoDefault(False)

    def make() -> None:
        typed = {} if owner.hit() else phone_or_name(owner.text())
        dialog = CustomerForm(desk, form, **typed)
        dialog.saved.connect(take)
        dialog.existing_chosen.connect(take)
        dialog.open()

    def take(customer_id: int) -> None:
        owner.pick(customer_hit(customer_id))
        owner.setFocus()

    link.clicked.connect(guarded(form, make))
    form.add_widget(link)
    return owner
