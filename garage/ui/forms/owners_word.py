"""A field for the owner who agrees to a price, in sight once an act asks for one."""

from garage.i18n import _
from garage.ui.desk import Desk
from garage.ui.forms.on_account import approver_field
from garage.ui.kit.form_dialog import FormDialog

FIELD = "approved_by"


def add_owners_word(form: FormDialog, desk: Desk) -> None:
    """At the end of the form; its value is the owner, whoever sits here when that is one."""
    hint = _("Only an owner changes what things cost.")
    form.add_field(FIELD, _("Approved by"), approver_field(desk), hint)
    form.body.boxes[FIELD].hide()
