"""Bring the lanes of a form into the definition: put in, called otherwise, moved, taken out."""

from __future__ import annotations

from collections.abc import Mapping

from sopgen.document.origins import read_origin
from sopgen.editing.asked import Insert, Move, Put
from sopgen.editing.references import lane_renamed
from sopgen.model.flow import Unknown
from sopgen.model.naming import RESERVED
from sopgen.problems.problem import Loc
from sopgen.problems.spelling import quoted
from sopgen.pull.form.flows import FormFlow, FormLane
from sopgen.pull.form.known import contradiction
from sopgen.pull.form.words import folded
from sopgen.pull.locating import rows_at
from sopgen.pull.merging import Done, Merge, unsayable
from sopgen.pull.rows import flow_at, lane_key, lanes_at, widen
from sopgen.pull.tables import LANES, ROWS


class LaneMerge:
    """The lanes of one flow; `keys` are their ids in the definition once they are `taken`."""

    def __init__(self, merge: Merge, flow: FormFlow) -> None:
        self._merge = merge
        self._draft = merge.draft
        self._flow = flow
        self._sheet = flow.lanes_table.pair.edited.name
        self.keys: dict[FormLane, str] = {}

    def take(self) -> None:
        """Take over everything but lanes that are gone."""
        left = ""
        for lane in self._flow.lanes:
            if lane.key:
                key = self._renamed(lane)
                if lane.unit != lane.unit_before:
                    self._merge.problems.append(unsayable(lane.where, lane.unit or lane.title))
            else:
                key = self._new(lane, left)
            self.keys[lane] = key
            left = key or left
        self._put_in_order()

    def names(self) -> Mapping[str, str]:
        """Return the ids of lanes by all that rows may call them: first by what they are now."""
        out: dict[str, str] = {}
        titles = {key: str(self._draft.at(at)) for key, at in self._known().items()}
        shared = [folded(each) for each in titles.values()]
        for key, title in titles.items():
            if shared.count(folded(title)) == 1:
                out[folded(title)] = key
        for key in titles:
            out.setdefault(folded(key), key)
        for lane, key in self.keys.items():
            if lane.key and key:
                out.setdefault(folded(self._former(lane.key)), key)
                out.setdefault(folded(lane.key), key)
        return out

    def _known(self) -> dict[str, tuple[str | int, ...]]:
        return lanes_at(self._draft, self._flow.at)

    def _former(self, key: str) -> str:
        table = self._flow.lanes_table
        own = next(each for each in table.keys.values() if read_origin(each).at[-1] == key)
        return table.before_of(own).get("nama", "")

    def _renamed(self, lane: FormLane) -> str:
        known = self._known()
        if lane.key not in known:
            return ""
        if not lane.code or lane.code == lane.key:
            return lane.key
        at = self._flow.at
        operations = lane_renamed(flow_at(self._draft, at), at, lane.key, lane.code)
        if not _is_free(lane.code, known) or not self._draft.do_all(operations):
            message = f"Kode pelaksana {quoted(lane.code)} tidak dapat dipakai; kode lama tetap."
            self._merge.problems.append(contradiction(message, lane.where))
            return lane.key
        self._merge.done.append(Done(self._known()[lane.code], lane.key, lane.code, lane.where))
        return lane.code

    def _new(self, lane: FormLane, left: str) -> str:
        """Put a lane in behind the one on its left, under the unit that it names."""
        known = self._known()
        key = lane.code if _is_free(lane.code, known) else lane_key(lane.title, known)
        owner = (*self._flow.at, LANES, *([lane.unit] if lane.unit else []))
        present = self._draft.at(owner)
        names = list(present) if isinstance(present, dict) else []
        beside = known.get(left, ())
        above = str(beside[len(owner)]) if beside[: len(owner)] == owner and left else ""
        position = names.index(above) + 1 if above in names else len(names) if left else 0
        at = (*owner, key)
        done = (
            self._draft.do(Insert(at, lane.title, position))
            if isinstance(present, dict)
            else self._first(at, lane.title)
        )
        if not done:
            self._merge.problems.append(unsayable(lane.where, lane.title))
            return ""
        widen(self._draft, self._flow.at, key)
        self._merge.done.append(Done(at, "", lane.title, lane.where))
        return key

    def _first(self, at: Loc, title: str) -> bool:
        """Put in the first lane of its owner, in the place of the word that none is known.

        Then the steps say that word, until it is known who does them.
        """
        if self._draft.at(at[:-1]) != Unknown.PERFORMER:
            return self._draft.set(at, title)
        done = self._draft.do(Put(at[:-1], {str(at[-1]): title}))
        for number, row in enumerate(rows_at(self._draft.data, self._flow.at)):
            if isinstance(row, dict) and "kegiatan" in row and "pelaksana" not in row:
                place = (*self._flow.at, ROWS, number, LANES)
                done = done and self._draft.set(place, Unknown.PERFORMER.value)
        return done

    def _put_in_order(self) -> None:
        """Move lanes until those of one owner stand in the order of the form."""
        wanted = [key for key in self.keys.values() if key]
        for number, key in enumerate(wanted):
            at = self._known().get(key)
            siblings = self._draft.at(at[:-1]) if at else None
            if at is None or not isinstance(siblings, dict):
                continue
            names = list(siblings)
            above = [each for each in wanted[:number] if each in names]
            ahead = [e for e in names[: names.index(key)] if e in wanted[number + 1 :]]
            if ahead and self._draft.do(Move(at, names.index(above[-1]) + 1 if above else 0)):
                title = str(siblings[key])
                self._merge.done.append(Done(at, title, title, self._sheet))


def _is_free(code: str, known: Mapping[str, object]) -> bool:
    return bool(code) and code not in known and code not in RESERVED and "/" not in code
