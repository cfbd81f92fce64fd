/** How the sheets of an agency look: its profile, and the commonest of what may differ from it. */

import { ChoiceField, plainOf } from "./fields.js";
import { KATA } from "./kata.js";
import { node } from "./nodes.js";
import { valueAt } from "./places.js";

const W = KATA.bentuk;

/** Return the part of a letterhead's form with a choice for each of the looks that `told` gives. */
export function looksForm(desk, fields, told) {
  const all = told().map((_, at) => lookField(desk, () => told()[at]));
  for (const field of all) fields.add(field);
  return node(
    "section",
    { class: "bentuk", "aria-label": W.judul },
    node("h2", {}, W.judul),
    node("p", { class: "petunjuk" }, W.petunjuk),
    node("div", { class: "kotak" }, ...all.map((field) => field.element)),
  );
}

/** A choice whose first one says nothing in the file, so that what is given holds. */
function lookField(desk, told) {
  const place = () => told().di;
  const [label, words = {}] = valueAt(W, place());
  const called = (value) => words[value] ?? value;
  const given = place()[0] === "profil" ? W.bawaan : W.menurutProfil;
  return new ChoiceField(desk, place, {
    label,
    choices: () => [["", given(called(told().bawaan))], ...told().pilihan.map((value) => [value, called(value)])],
    shown: () => plainOf(desk.at(place())),
    change: (value) => choose(desk, place(), value),
  });
}

function choose(desk, place, value) {
  const old = desk.at(place);
  const isText = typeof old === "string";
  if (old !== undefined && !(value && isText)) desk.change({ op: "buang", di: place });
  if (value) desk.change({ op: "atur", di: place, lama: isText ? old : "", baru: value });
}
