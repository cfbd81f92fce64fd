/** The lanes of a flow: their names from left to right. */

import { TextField } from "./fields.js";
import { actorsOf, lanesOf, numbersOf } from "./flows.js";
import { KATA } from "./kata.js";
import { announce, arranged, button, entitle, node, say } from "./nodes.js";

const W = KATA.pelaksana;

/** Names of lanes that can be changed, moved, added and removed. */
export class Lanes {
  #cards = new Map();

  constructor(desk, flow, fields) {
    Object.assign(this, { desk, flow, fields });
    this.list = node("ol", { class: "pelaksana" });
    this.more = button(`+ ${W.tambah}`, () => this.#add(), { kind: "tipis" });
    this.element = node("fieldset", { class: "kelompok" }, node("legend", {}, W.judul), this.list, this.more);
    this.refresh();
  }

  refresh() {
    const { place, flow } = this.flow();
    const lanes = lanesOf(flow);
    this.element.hidden = !lanes.length;
    const wanted = lanes.map((lane, at) => {
      const key = JSON.stringify(lane.at);
      if (!this.#cards.has(key)) this.#cards.set(key, this.#card([...place, "pelaksana", ...lane.at]));
      const card = this.#cards.get(key);
      card.refresh(lane, at, lanes.length);
      return card.element;
    });
    for (const [key, card] of this.#cards) {
      if (lanes.some((lane) => JSON.stringify(lane.at) === key)) continue;
      this.fields.remove(card.field);
      this.#cards.delete(key);
    }
    arranged(this.list, wanted);
  }

  #card(place) {
    const field = new TextField(this.desk, () => place, { label: "", oneLine: true });
    this.fields.add(field);
    const left = button("←", () => this.#move(place, -1), { kind: "kecil" });
    const right = button("→", () => this.#move(place, 1), { kind: "kecil" });
    const gone = button("×", () => this.#remove(place), { kind: "kecil" });
    return {
      field,
      element: node("li", {}, field.element, node("div", { class: "alat" }, left, right, gone)),
      refresh: (lane, at, count) => {
        say(field.label, W.nama(at + 1));
        const name = lane.name || W.nama(at + 1);
        for (const [each, words] of [[left, W.kiri], [right, W.kanan], [gone, W.hapus]]) entitle(each, words(name));
        left.disabled = at === 0;
        right.disabled = at === count - 1;
      },
    };
  }

  #add() {
    const { place, flow } = this.flow();
    const lanes = lanesOf(flow);
    let number = lanes.length + 1;
    while (lanes.some((lane) => lane.id === `pelaksana-${number}`)) number += 1;
    const at = [...place, "pelaksana", `pelaksana-${number}`];
    this.desk.change({ op: "atur", di: at, lama: "", baru: W.baru(number) });
    const { field } = this.#cards.get(JSON.stringify(at.slice(-1)));
    field.focus();
    field.control.select();
  }

  #move(place, by) {
    const owner = this.desk.at(place.slice(0, -1));
    const to = Object.keys(owner).indexOf(place.at(-1)) + by;
    if (to < 0 || to >= Object.keys(owner).length) return;
    this.desk.change({ op: "pindah", di: place, ke: to });
  }

  #remove(place) {
    const { flow } = this.flow();
    const id = place.at(-1);
    const lane = lanesOf(flow).find((each) => each.id === id);
    const numbers = numbersOf(flow.langkah);
    const used = flow.langkah.flatMap((step, at) => (works(step, id) ? [numbers[at] || at + 1] : []));
    if (used.length) announceAt(this, W.dipakai(lane.name, used.join(", ")), place);
    else if (lanesOf(flow).length === 1) announceAt(this, W.terakhir, place);
    else this.desk.change({ op: "buang", di: place });
  }
}

const works = (step, id) => {
  if (!step) return false;
  const actors = actorsOf(step);
  return actors ? actors.includes(id) : JSON.stringify(step).includes(JSON.stringify(id));
};

function announceAt(lanes, words, place) {
  lanes.fields.near(place)?.showProblem(words);
  announce(words);
}
