"""Times in which customers are answered, called and written to: what the rules ask, and what a garage may choose."""

from dataclasses import asdict, dataclass

from garage.domain.limits import check_limits


@dataclass(frozen=True)
class Deadlines:
    """In how many hours or days something is done; each as the rules have it until the garage says otherwise.

    A complaint is verified in `verify_hours` from the hour it came in, its customer hears the result in
    `result_days` working days (S0 §1.1 (2)) and is asked again `revisit_days` after that (S2 names no time: our own).
    A question nobody can answer goes to the manager in `hand_up_days` (S0 §1.2 三 4: 两日内). Who is invited hears of it
    `call_days` before (S0 §1.1 (6): 提前两周) and gets the letter `letter_days` after the call (DOMAIN §6, 2); any other
    letter goes out `send_days` after it was written. A customer's file is complete `file_days` after the first
    contact (S0 §1.2, A10).
    """

    verify_hours: int = 24
    result_days: int = 7
    revisit_days: int = 3
    hand_up_days: int = 2
    call_days: int = 14
    letter_days: int = 2
    send_days: int = 2
    file_days: int = 2


LIMITS = {
    "verify_hours": (1, 168),
    "result_days": (1, 60),
    "revisit_days": (1, 60),
    "hand_up_days": (0, 30),
    "call_days": (0, 90),
    "letter_days": (0, 30),
    "send_days": (0, 30),
    "file_days": (0, 60),
}
"""The least and the most of each; 0 days is the same day."""


def check_deadlines(wanted: Deadlines) -> None:
    """FieldError on the name of a figure that cannot be."""
    check_limits(asdict(wanted), LIMITS)
