"""One QAction per intention, its shortcut said in the tip, its refusals said in words."""

from collections.abc import Callable
from functools import wraps

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from garage.errors import FieldError, MachineError, Reason, RuleError, StaleError
from garage.i18n import _
from garage.ui.kit import messages
from garage.ui.kit.icons import icon as kit_icon

OnReason = Callable[[Reason], object]


def make_action(
    parent: QWidget,
    text: str,
    slot: Callable[[], object],
    shortcut: str | QKeySequence.StandardKey | None = None,
    icon: str | None = None,
    tip: str | None = None,
    *,
    name: str = "",
    on_reason: OnReason | None = None,
) -> QAction:
    """An action of `parent` whose slot may raise GarageErrors; `on_reason` is told the reason a person clicks.

    The object name is `name`, else the name of the slot.
    """
    action = QAction(text, parent)
    action.setObjectName(name or getattr(slot, "__name__", "action"))
    if shortcut is not None:
        action.setShortcut(QKeySequence(shortcut))
    call(action, text, tip)
    if icon:
        action.setIcon(kit_icon(icon))
    act = guarded(parent, slot, on_reason)
    action.triggered.connect(lambda _checked: act())
    parent.addAction(action)
    return action


def call(action: QAction, text: str, tip: str | None = None) -> None:
    """What an action is called from now on, in menus and in its tip."""
    plain = text.replace("&&", "\0").replace("&", "").replace("\0", "&")
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    hint = (tip or plain.rstrip("…")) + (f" ({keys})" if keys else "")
    action.setText(text)
    action.setToolTip(hint)
    action.setStatusTip(hint)


def guarded(
    parent: QWidget, slot: Callable[[], object], on_reason: OnReason | None = None
) -> Callable[[], object]:
    """`slot` with GarageErrors turned into messages; it gives None when one was shown."""

    @wraps(slot)
    def act() -> object:
        try:
            return slot()
        except FieldError as error:
            messages.toast(parent, error.text, "bad")
        except RuleError as error:
            reason = messages.reasons(parent, _("This is not possible yet"), error.reasons)
            if reason is not None and on_reason is not None:
                on_reason(reason)
        except StaleError as error:
            messages.warn(parent, _("Changed by somebody else meanwhile"), error.text)
        except MachineError as error:
            messages.failed(parent, error)
        return None

    return act
