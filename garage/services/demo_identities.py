"""Names, phones, plates and VINs for the many cars of the demo: each has its own, and none is a played one's."""

from collections.abc import Iterator, Sequence
from random import Random

from garage.domain.plates import PlateKind, display_plate, plate_kind
from garage.services import demo_data
from garage.services.demo_story import Who

_CITIES = "BACDEFGHJKLMNPQRSTUVW"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_PLANTS = "JKLMNPRS"  # the played cars come from other plants
_TOLD = 10**7
"""Serial numbers of played pieces are below."""
_SPREAD = 7_919  # a prime: neighbours on file are no neighbours by number


class Identities:
    """Hands out tokens that no other car has; the names of people may repeat, as they do."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._last = 0

    def tokens(self, who: Sequence[Who], years: int) -> Iterator[tuple[int, str]]:
        """(slot, token) for whatever names the car and people of a story that was played `years` before."""
        plate = ""
        for one in who:
            if one.kind == "plate":
                plate = self._plate(one.token)
                yield one.slot, plate
            elif one.kind == "shown":
                yield one.slot, display_plate(plate)
            elif one.kind == "vin":
                yield one.slot, self._vin(one.token, years)
            elif one.kind == "phone":
                yield one.slot, f"{one.token[:2]}{self._next() * _SPREAD % 10**9:09d}"
            elif one.kind == "serial":
                yield one.slot, f"{one.token[:2]}{_TOLD + self._next():08d}"
            elif one.kind in {"PERSON", "contact"}:
                yield one.slot, demo_data.person_name(self._random)
            else:
                yield one.slot, demo_data.company_name(self._random)

    def _next(self) -> int:
        self._last += 1
        return self._last

    def _plate(self, played: str) -> str:
        """A plate of the same kind: a digit before the letter, where the played ones have the letter first."""
        rest, number = divmod(self._next() * _SPREAD, 1_000)
        rest, digit = divmod(rest, 10)
        rest, letter = divmod(rest, len(_LETTERS))
        city = _CITIES[rest % len(_CITIES)]
        if plate_kind(played) is PlateKind.NEV_SMALL:
            return f"粤{city}D{_LETTERS[letter]}{digit}{number:03d}"
        return f"粤{city}{digit}{_LETTERS[letter]}{number:03d}"

    def _vin(self, played: str, years: int) -> str:
        plant, serial = divmod(self._next(), 10**6)
        return demo_data.vin_of(played[:8], demo_data.later_code(played[9], years), _PLANTS[plant], serial)
