"""Makes stories of what was played: ids, numbers, days and names become places to fill, the rest stays."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from garage.domain import snapshots
from garage.domain.numbers import NUMBER, Series
from garage.domain.plates import display_plate
from garage.domain.search import fold, name_terms
from garage.domain.stock import MovementKind
from garage.models.audit import EPOCH, FULL
from garage.services.demo_story import COST, FIGURES, MOVED, Act, Cell, Draft, Move, Story, Who
from garage.services.demo_tape import BOOKS, NOUNS, Scene, Tape

_PLACES = {table.name: place for place, table in enumerate(BOOKS)}
_KEYED_BY_LINE = "shares"
_LINES = {"stock_movement": {"line_id": "goods_receipt_line"}}
"""Columns whose table depends on the row: of the movements of a visit only a purchase for it has a line."""
_DAY = r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)"
_ID = r'"⟦\w+:\d+⟧"|〔\w+:\d+〕'


class StoryTeller:
    """Compiles the scenes of one car: ids, numbers, days and names become places, the rest stays."""

    def __init__(self, tape: Tape, scenes: Sequence[Scene]) -> None:
        self._scenes = scenes
        self._tape = tape
        self._first = scenes[0].at.toordinal()
        self._slots = 0
        self._born: dict[tuple[str, int], tuple[int, int]] = {}
        self._id_slots: dict[tuple[str, int], int] = {}
        self._tokens: dict[str, int] = {}
        self._taken: dict[str, int] = {}
        self._who: list[Who] = []
        self._drafts: list[Draft] = []

    def tell(self) -> Story:
        """The compiled story."""
        for number, scene in enumerate(self._scenes):
            self._drafts.append(Draft(scene.at.toordinal() - self._first, _second(scene)))
            self._note_births(number, scene)
        self._pattern = re.compile(
            "|".join([*(re.escape(t) for t in sorted(self._tokens, key=len, reverse=True)), _DAY, _ID])
        )
        for number, scene in enumerate(self._scenes):
            self._fill(number, scene)
        days: dict[int, list[Act]] = {}
        for draft in self._drafts:
            days.setdefault(draft.day, []).append(draft.compiled(self._slots))
        visits = sum(1 for noun, _ref in self._born if noun == "work_order")
        return Story(self._first, visits, self._slots, tuple(self._who), tuple(map(tuple, days.values())))

    def _slot(self) -> int:
        self._slots += 1
        return self._slots - 1

    def _token(self, token: str) -> int:
        if token not in self._tokens:
            self._tokens[token] = self._slot()
        return self._tokens[token]

    def _note_births(self, number: int, scene: Scene) -> None:
        """Which rows and tokens come to be in this act."""
        draft, fresh = self._drafts[number], 0
        for place, rows in sorted(scene.rows.items()):
            noun = BOOKS[place].name
            draft.fresh.append((place, len(rows)))
            for row in rows:
                self._born[noun, row["id"]] = (number, fresh)
                fresh += 1
                found = NUMBER.fullmatch(row.get("no") or "")
                if found and found["base"] == row["no"]:
                    draft.numbers.append((Series(found["series"]), self._token(row["no"])))
                    self._taken[row["no"]] = number
                self._note_identity(noun, row)

    def _note_identity(self, noun: str, row: Mapping[str, Any]) -> None:
        if noun == "customer":
            named = [(row["kind"], row["name"]), ("contact", row["contact"])]
        elif noun == "phone":
            named = [("phone", row["number"])]
        elif noun == "vehicle":
            named = [("plate", row["plate"]), ("vin", row["vin"])]
        elif noun == "line_serial":
            named = [("serial", row["new_serial"]), ("serial", row["old_serial"])]
        else:
            named = []
        for kind, token in named:
            if token and token not in self._tokens:
                owner = row["customer_id"] if noun == "phone" else row["id"]
                self._who.append(Who(kind, token, self._token(token), owner))
                if kind == "plate" and display_plate(token) != token:
                    self._who.append(Who("shown", token, self._token(display_plate(token)), owner))

    def _fill(self, number: int, scene: Scene) -> None:
        draft = self._drafts[number]
        for place, rows in sorted(scene.rows.items()):
            table = BOOKS[place]
            cells = []
            for row in rows:
                values = dict(row)
                if table.name == "audit_entry":
                    noun, act = FULL.get(row["noun"], row["noun"]), FULL.get(row["act"], row["act"])
                    refs = {"ref": noun}
                    for column in ("before", "after"):
                        values[column] = self._with_ids(noun, act, row[column])
                else:
                    refs = table.refs | _LINES.get(table.name, {})
                line = [
                    self._cell(number, table.name, row["id"], c, values[c], refs.get(c))
                    for c in table.columns
                ]
                if table.name == "stock_movement":
                    self._move(draft, row, dict(zip(table.columns, range(len(line)), strict=True)), line)
                if table.name == "old_part_duty":
                    self._cost(row, scene, line)
                cells.append(line)
                self._find(number, table.name, row["id"])
            draft.rows.append((place, cells))

    def _cell(self, number: int, noun: str, ref: int, column: str, value: Any, to: str | None) -> Cell:
        draft = self._drafts[number]
        if column == "id":
            return "fresh", self._born[noun, ref][1]
        if to is not None and value is not None and (to, value) in self._born:
            return self._ref(number, noun, ref, column, (to, value))
        if to in _PLACES and value is not None and value > self._tape.before[_PLACES[to]]:
            raise ValueError(f"{noun}.{column} leads out of the story: {to} {value}")
        if noun == "audit_entry" and column == "at":
            day, second = divmod(value, 86_400)
            moment = day + EPOCH.toordinal() - self._first, second
            return "moment", draft.moments.setdefault(moment, len(draft.moments))
        if isinstance(value, bytes) and value:
            return self._words(number, noun, ref, column, snapshots.unpack(value), packed=True)
        if isinstance(value, str):
            return self._words(number, noun, ref, column, value)
        return self._same(draft, value)

    def _words(
        self, number: int, noun: str, ref: int, column: str, text: str, *, packed: bool = False
    ) -> Cell:
        make = self._packed if packed else self._text
        known = max((self._taken.get(found[0], -1) for found in self._pattern.finditer(text)), default=-1)
        if known > number:
            until = b"" if packed else ""
            return self._put_off(number, known, noun, ref, column, make(self._drafts[known], text), until)
        return make(self._drafts[number], text)

    def _ref(self, number: int, noun: str, ref: int, column: str, to: tuple[str, int]) -> Cell:
        born, fresh = self._born[to]
        if born == number:
            return "fresh", fresh
        if born < number:
            return "slot", self._id_slot(to)
        return self._put_off(number, born, noun, ref, column, ("fresh", fresh), None)

    def _put_off(
        self, number: int, later: int, noun: str, ref: int, column: str, cell: Cell, until: str | bytes | None
    ) -> Cell:
        """Only a later act can know this value: it writes it into the row, as the real one did."""
        self._drafts[later].later.append((noun, column, self._id_slot((noun, ref)), cell))
        return self._same(self._drafts[number], until)

    def _id_slot(self, to: tuple[str, int]) -> int:
        if to not in self._id_slots:
            self._id_slots[to] = self._slot()
            born, fresh = self._born[to]
            self._drafts[born].kept[self._id_slots[to]] = fresh
        return self._id_slots[to]

    def _same(self, draft: Draft, value: Any) -> Cell:
        return "same", draft.same.setdefault((type(value), value), len(draft.same))

    def _text(self, draft: Draft, text: str) -> Cell:
        form, cells = self._form(draft, text)
        if not cells:
            return self._same(draft, text)
        if form == "%s":
            return cells[0]
        return "text", draft.texts.setdefault((form, cells), len(draft.texts))

    def _packed(self, draft: Draft, text: str) -> Cell:
        return "packed", draft.packed.setdefault(self._form(draft, text), len(draft.packed))

    def _form(self, draft: Draft, text: str) -> tuple[str, tuple[Cell, ...]]:
        """The text with gaps, and what fills them."""
        form, cells, end = "", [], 0
        for found in self._pattern.finditer(text):
            form += text[end : found.start()].replace("%", "%%") + "%s"
            cells.append(self._token_cell(draft, found[0]))
            end = found.end()
        return form + text[end:].replace("%", "%%"), tuple(cells)

    def _token_cell(self, draft: Draft, token: str) -> Cell:
        if token in self._tokens:
            return "slot", self._tokens[token]
        if not token[0].isdigit():
            noun, ref = token.strip('"⟦⟧〔〕').split(":")
            born, fresh = self._born[noun, int(ref)]
            if self._drafts[born] is draft:
                return "fresh", fresh
            return "slot", self._id_slot((noun, int(ref)))
        day = date.fromisoformat(token).toordinal() - self._first
        return "day", draft.days.setdefault(day, len(draft.days))

    def _with_ids(self, noun: str, act: str, text: str) -> str:
        """The columns of the log with every id of this story marked, so that it is found again."""
        if not text:
            return text
        refs = BOOKS[_PLACES[noun]].refs if noun in _PLACES else {}

        def marked(key: str, value: Any) -> Any:
            name = key.removesuffix("_id")
            to = refs.get(f"{name}_id") or NOUNS.get(name, "")
            return f"⟦{to}:{value}⟧" if isinstance(value, int) and (to, value) in self._born else value

        values = {key: marked(key, value) for key, value in json.loads(text).items()}
        if act == _KEYED_BY_LINE:
            values = {
                f"〔order_line:{key}〕" if ("order_line", int(key)) in self._born else key: value
                for key, value in values.items()
            }
        return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def _move(self, draft: Draft, row: Mapping[str, Any], at: Mapping[str, int], cells: list[Cell]) -> None:
        first = len(draft.moves) * FIGURES
        bought = row["value_fen"] if row["kind"] == MovementKind.RECEIPT else None
        draft.moves.append(Move(row["part_id"], row["qty_milli"], row["order_line_id"], bought))
        for nth, column in enumerate(MOVED):
            cells[at[column]] = ("moved", first + nth)

    def _cost(self, row: Mapping[str, Any], scene: Scene, cells: list[Cell]) -> None:
        """An old part stands for what the new one cost when it was drawn."""
        moved = scene.rows.get(_PLACES["stock_movement"], ())
        for nth, move in enumerate(moved):
            if move["order_line_id"] == row["order_line_id"] and move["value_fen"] == -row["value_fen"]:
                at = BOOKS[_PLACES["old_part_duty"]].columns.index("value_fen")
                cells[at] = ("moved", nth * FIGURES + COST)

    def _find(self, number: int, noun: str, ref: int) -> None:
        """By which words the row is found: those of its names and numbers anew, the others as they were."""
        if (noun, ref) not in self._tape.terms:
            return
        kind, known = self._tape.terms[noun, ref]
        terms = set(known)
        specs: list[tuple[str, Any]] = []
        for who in self._who:
            if who.kind in {"PERSON", "ORGANISATION", "PUBLIC", "contact"}:
                words = name_terms(who.token)
                if words <= terms:
                    specs.append(("name", who.slot))
                    terms -= words
        for token, slot in self._tokens.items():
            if fold(token) in terms:
                specs.append(("token", slot))
                terms.discard(fold(token))
        specs += [("same", term) for term in sorted(terms)]
        self._drafts[number].terms.append((kind, ("fresh", self._born[noun, ref][1]), tuple(specs)))


def _second(scene: Scene) -> int:
    return scene.at.hour * 3600 + scene.at.minute * 60 + scene.at.second
