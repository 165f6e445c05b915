"""Vehicle identification numbers (GB 16735, ISO 3779): form, check digit, model year."""

from dataclasses import dataclass

from garage.domain.text import excerpt, normalise
from garage.errors import FieldError
from garage.i18n import _

LENGTH = 17

_VALUES = {str(digit): digit for digit in range(10)} | dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True)
)
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_CHECK_POSITION = 8
_YEAR_POSITION = 9
_YEAR_CODES = "ABCDEFGHJKLMNPRSTVWXY123456789"
_FIRST_YEAR = 1980


@dataclass(frozen=True)
class Vin:
    """A well-formed VIN; a wrong check digit is only worth a warning, since imports may not use it."""

    number: str
    check_digit_ok: bool
    model_year: int | None


def check_vin(text: str, reference_year: int | None = None) -> Vin:
    """Read a VIN as typed or scanned.

    The model year is the latest one of the 30-year cycle not after `reference_year` + 1, None without a
    reference year or a year code. Raises FieldError("vin") when the form is wrong.
    """
    number = normalise(text).strip("*")  # stamped numbers stand between stars
    _check_form(number)
    return Vin(
        number,
        number[_CHECK_POSITION] == vin_check_digit(number),
        None if reference_year is None else _model_year(number[_YEAR_POSITION], reference_year + 1),
    )


def vin_check_digit(number: str) -> str:
    """What position 9 of a well-formed VIN should be, "0" to "9" or "X", whatever stands there now."""
    total = sum(_VALUES[char] * weight for char, weight in zip(number, _WEIGHTS, strict=True))
    return "0123456789X"[total % 11]


def _check_form(number: str) -> None:
    if not number:
        raise FieldError("vin", _("Enter the VIN: 17 letters and digits."))
    if confusable := sorted(set(number) & set("IOQ")):
        text = _("A VIN never has the letters I, O or Q; check {letters} (often 1 or 0).")
        raise FieldError("vin", text.format(letters=_(", ").join(confusable)))
    if foreign := "".join(dict.fromkeys(char for char in number if char not in _VALUES)):
        text = _("A VIN has only letters A to Z and digits; remove {characters}.")
        raise FieldError("vin", text.format(characters=excerpt(foreign)))
    if len(number) != LENGTH:
        text = _("A VIN has 17 characters; this one has {count}.")
        raise FieldError("vin", text.format(count=len(number)))


def _model_year(code: str, latest: int) -> int | None:
    if code not in _YEAR_CODES:
        return None
    cycle = len(_YEAR_CODES)
    offset = _FIRST_YEAR + _YEAR_CODES.index(code)
    return latest - (latest - offset) % cycle if latest >= offset else None
