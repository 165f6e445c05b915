"""Whether a rework begins the warranty of its line anew, as the garage has chosen (D4)."""

from garage.services import named_settings
from garage.services.command import Area, By, command

SETTING = "rework_restarts"
_WORDS = {True: "1", False: "0"}


def restarts() -> bool:
    """The choice; in the customer's favour while nobody has chosen (local rule text, DOMAIN: a setting)."""
    return named_settings.stored(SETTING) != _WORDS[False]


@command(Area.SHOP, Area.RETURNS)
def set_restarts(by: By, wanted: bool) -> None:
    """From now on a car that leaves after a rework has a new period, or keeps the end of the one it had."""
    before = restarts()
    if wanted != before:
        named_settings.keep(
            by,
            SETTING,
            _WORDS[wanted],
            "rework restarts",
            before={"restarts": before},
            after={"restarts": wanted},
        )
