/** The table of the steps of one flow: a row a step, all of it by keyboard. */

import { Arrows } from "./arrows.js";
import { confirmed } from "./dialogs.js";
import { CELL, ChoiceField, TextField } from "./fields.js";
import { actorsOf, isHeading, lanesOf, leadingTo, numbersOf, titlesOf } from "./flows.js";
import { KATA } from "./kata.js";
import { announce, arranged, button, entitle, freshId, node, say } from "./nodes.js";
import { shortcutsAreOn } from "./shortcuts.js";

const W = KATA.langkah;
const CELLS = ["kelengkapan", "waktu", "output", "keterangan"];
const UNKNOWN = "belum diketahui";

/** The table; `flow()` gives the place of its flow and what it says by now. */
export class Steps {
  #rows = new Map();

  constructor(desk, flow, fields) {
    Object.assign(this, { desk, flow, fields });
    this.body = node("tbody");
    this.caption = node("caption");
    const heads = [W.no, W.kegiatan, W.pelaksanaArah, ...CELLS.map((key) => W[key]), W.atur];
    const classes = ["no", "kegiatan", "arah", ...CELLS, "atur"];
    const head = node("tr", {}, ...heads.map((words, at) => node("th", { scope: "col", class: classes[at] }, words)));
    this.table = node("table", { class: "langkah" }, this.caption, node("thead", {}, head), this.body);
    this.more = button(`+ ${W.tambah}`, () => this.insert(this.steps.length - 1), { kind: "utama" });
    this.element = node("div", { class: "bingkai-tabel" }, this.table, this.more);
    this.table.addEventListener("keydown", (event) => this.#press(event));
    this.refresh();
  }

  get steps() {
    return this.flow().flow.langkah ?? [];
  }

  get #place() {
    return [...this.flow().place, "langkah"];
  }

  refresh() {
    const { flow } = this.flow();
    const { steps } = this;
    const keys = this.desk.keysOf(this.#place);
    const numbers = numbersOf(steps);
    say(this.caption, W.judulTabel(flow.judul));
    for (const [key, row] of this.#rows) {
      const at = keys.indexOf(key);
      if (at >= 0 && row.isHeading === isHeading(steps[at])) continue;
      row.gone();
      this.#rows.delete(key);
    }
    const wanted = steps.map((step, at) => {
      const key = keys[at];
      if (!this.#rows.has(key)) this.#rows.set(key, this.#row(key, isHeading(step)));
      return this.#rows.get(key).element;
    });
    arranged(this.body, wanted);
    steps.forEach((step, at) => this.#rows.get(keys[at]).refresh(numbers[at] || String(at + 1), at, steps));
  }

  /** Put a new step below the one at `at`, done by the same lane. */
  insert(at) {
    const before = this.steps[at];
    const lane = (before && actorsOf(before)?.[0]) || lanesOf(this.flow().flow)[0]?.id || UNKNOWN;
    this.desk.change({ op: "sisip", di: [...this.#place, at + 1], pelaksana: lane });
    this.#focus(at + 1);
    announce(W.disisip(this.#number(at + 1)));
  }

  copy(at) {
    this.desk.change({ op: "salin", di: [...this.#place, at] });
    this.#focus(at + 1);
    announce(W.disalin(this.#number(at + 1)));
  }

  move(at, by) {
    const to = at + by;
    if (to < 0 || to >= this.steps.length) return;
    const number = this.#number(at);
    this.desk.change({ op: "pindah", di: [...this.#place, at], ke: to });
    announce(W.dipindah(number, this.#number(to)));
  }

  async remove(at) {
    const { steps } = this;
    const number = this.#number(at);
    if (steps.filter((step) => !isHeading(step)).length === 1 && !isHeading(steps[at])) {
      announce(W.terakhir);
      return;
    }
    const titles = titlesOf(steps, W.tanpaKegiatan);
    const from = leadingTo(steps, at).map((each) => titles[each]);
    if (from.length && !(await confirmed(W.tanyaHapus(number), W.panahMasuk, from, W.hapus(number)))) return;
    this.desk.change({ op: "hapus", di: [...this.#place, at] });
    this.#focus(Math.min(at, this.steps.length - 1));
    announce(W.dihapus(number));
  }

  /** Return the place of the step in `row`; null where it is a row of another table. */
  placeOf(row) {
    const at = this.desk.keysOf(this.#place).indexOf(Number(row.dataset.kunci));
    return this.body.contains(row) && at >= 0 ? [...this.#place, at] : null;
  }

  #number(at) {
    return numbersOf(this.steps)[at] || String(at + 1);
  }

  #focus(at) {
    this.#rows.get(this.desk.keysOf(this.#place)[at])?.focus();
  }

  #press(event) {
    const key = Number(event.target.closest("tr[data-kunci]")?.dataset.kunci);
    const at = this.desk.keysOf(this.#place).indexOf(key);
    if (at < 0 || !shortcutsAreOn()) return;
    const does = doing(event);
    if (!does) return;
    event.preventDefault();
    does(this, at);
  }

  #row(key, asHeading) {
    const at = () => this.desk.keysOf(this.#place).indexOf(key);
    const place = (name) => () => [...this.#place, at(), name];
    return asHeading ? this.#heading(key, at, place) : this.#step(key, at, place);
  }

  #heading(key, at, place) {
    const field = new TextField(this.desk, place("judul"), { label: W.tahap, oneLine: true });
    this.fields.add(field);
    const tools = this.#tools(at);
    const no = node("th", { scope: "row", class: "no" });
    const cell = node("td", { colspan: 2 + CELLS.length, class: "tahap" }, field.element);
    return {
      isHeading: true,
      element: node("tr", { "data-kunci": key }, no, cell, node("td", { class: "atur" }, tools.element)),
      refresh: (number, now, steps) => tools.refresh(number, now, steps.length),
      focus: () => field.focus(),
      gone: () => this.fields.remove(field),
    };
  }

  #step(key, at, place) {
    const activity = new TextField(this.desk, place("kegiatan"), { label: W.kegiatan, oneLine: true });
    const cells = CELLS.map((name) => new TextField(this.desk, place(name), { label: W[name], way: CELL }));
    const actor = new Actor(this.desk, place("pelaksana"), () => lanesOf(this.flow().flow));
    const arrows = new Arrows(this.desk, () => [...this.#place, at()], () => this.steps);
    const tools = this.#tools(at);
    const ways = (name) => ({
      place: place(name),
      element: arrows.element,
      refresh() {},
      showProblem() {},
      focus: () => arrows.focus(),
    });
    const fields = [activity, ...cells, actor, ways("cabang"), ways("lanjut")];
    for (const field of fields) this.fields.add(field);
    const no = node("th", { scope: "row", class: "no" });
    const element = node(
      "tr",
      { "data-kunci": key },
      no,
      node("td", { class: "kegiatan" }, activity.element),
      node("td", { class: "arah" }, actor.element, arrows.element),
      ...cells.map((field, each) => node("td", { class: CELLS[each] }, field.element)),
      node("td", { class: "atur" }, tools.element),
    );
    return {
      isHeading: false,
      element,
      refresh: (number, now, steps) => {
        say(no, number);
        for (const field of [activity, ...cells, actor]) say(field.before, W.di(number));
        arrows.refresh(W.di(number));
        tools.refresh(number, now, steps.length);
      },
      focus: () => activity.focus(),
      gone: () => fields.forEach((field) => this.fields.remove(field)),
    };
  }

  #tools(at) {
    const tool = (name, act) => button(W.tanda[name], act, { kind: `kecil ${name}` });
    const all = {
      naik: tool("naik", () => this.move(at(), -1)),
      turun: tool("turun", () => this.move(at(), 1)),
      sisip: tool("sisip", () => this.insert(at())),
      salin: tool("salin", () => this.copy(at())),
      hapus: tool("hapus", () => this.remove(at())),
    };
    return {
      element: node("div", { class: "alat" }, ...Object.values(all)),
      refresh: (number, now, count) => {
        for (const [name, each] of Object.entries(all)) entitle(each, W[name](number));
        all.naik.disabled = now === 0;
        all.turun.disabled = now === count - 1;
      },
    };
  }
}

function doing(event) {
  const { key, altKey, ctrlKey } = event;
  if (altKey && !ctrlKey && key === "ArrowUp") return (steps, at) => steps.move(at, -1);
  if (altKey && !ctrlKey && key === "ArrowDown") return (steps, at) => steps.move(at, 1);
  if (!ctrlKey || altKey) return null;
  if (key === "Enter") return (steps, at) => steps.insert(at);
  if (key === "d" || key === "D") return (steps, at) => steps.copy(at);
  if (key === "Delete") return (steps, at) => steps.remove(at);
  return null;
}

/** Who does a step: one lane, and those that work on it together. */
class Actor extends ChoiceField {
  constructor(desk, place, lanes) {
    super(desk, place, {
      label: W.pelaksana,
      choices: () => [...lanes().map(({ id, name }) => [id, name]), ...unknown(desk, place)],
      shown: () => actorsOf({ pelaksana: desk.at(place()) })?.[0] ?? "",
      change: (id) => this.#choose(id),
    });
    this.lanes = lanes;
    this.others = node("div", { class: "bersama" });
    this.summary = node("summary");
    this.together = node("details", {}, this.summary, this.others);
    this.told = node("p", { class: "petunjuk", hidden: true }, W.diBerkas);
    this.element.append(this.together, this.told);
  }

  refresh() {
    super.refresh();
    const ids = actorsOf({ pelaksana: this.desk.at(this.place()) });
    this.told.hidden = ids !== null;
    this.control.hidden = ids === null;
    const lanes = this.lanes();
    this.together.hidden = ids === null || lanes.length < 2 || ids[0] === UNKNOWN;
    if (ids === null) return;
    const names = lanes.filter((lane) => ids.slice(1).includes(lane.id)).map((lane) => lane.name);
    say(this.summary, names.length ? W.bersamaDengan(names.join(", ")) : W.bersama);
    const said = JSON.stringify([lanes, ids]);
    if (said === this.said) return;
    this.said = said;
    const open = this.others.contains(document.activeElement) ? document.activeElement.value : null;
    this.others.replaceChildren(
      ...lanes.filter((lane) => lane.id !== ids[0]).map((lane) => this.#tick(lane, ids)),
    );
    if (open) [...this.others.querySelectorAll("input")].find((each) => each.value === open)?.focus();
  }

  #tick({ id, name }, ids) {
    const own = freshId();
    const box = node("input", { type: "checkbox", id: own, value: id });
    box.checked = ids.includes(id);
    box.addEventListener("change", () => {
      const now = actorsOf({ pelaksana: this.desk.at(this.place()) });
      this.#put(box.checked ? [...now, id] : now.filter((each) => each !== id));
    });
    return node("div", { class: "pilihan" }, box, node("label", { for: own }, name));
  }

  #choose(id) {
    const others = (actorsOf({ pelaksana: this.desk.at(this.place()) }) ?? []).slice(1);
    this.#put(id === UNKNOWN ? [id] : [id, ...others.filter((each) => each !== id)]);
  }

  #put(ids) {
    this.desk.type(this.place(), ids.length === 1 ? ids[0] : ids);
    this.desk.save();
  }
}

const unknown = (desk, place) => (desk.at(place()) === UNKNOWN ? [[UNKNOWN, W.belumDiketahui]] : []);
