/** What is wrong with an SOP, and the way to each place. */

import { tried } from "./asking.js";
import { showText } from "./dialogs.js";
import { KATA } from "./kata.js";
import { button, node } from "./nodes.js";
import { same } from "./places.js";

const W = KATA.periksa;
const PATIENCE = 800; // ms until a list that grew while somebody types is shown

export class Checks {
  #shown = null;
  #own = [];
  #beside = [];
  #timer = 0;
  #next = 0;

  /** `lead` brings to a place; `mend` makes the text at a place what it should be. */
  constructor(lead, mend) {
    Object.assign(this, { lead, mend });
    this.summary = node("summary", {}, W.judul);
    this.list = node("ul", { class: "masalah" });
    this.clean = node("p", { class: "bersih" }, W.bersih);
    const details = node("details", { open: true }, this.summary, this.clean, this.list);
    this.element = node("section", { class: "periksa", "aria-label": W.judul }, details);
  }

  show(own, isTyping) {
    this.#own = own;
    this.#look(isTyping);
  }

  /** Show behind the others what is wrong beside other SOPs. */
  showBeside(problems) {
    this.#beside = problems;
    this.#look(false);
  }

  #look(isTyping) {
    const problems = [...this.#own, ...this.#beside];
    if (same(problems, this.#shown)) return;
    this.#shown = problems;
    clearTimeout(this.#timer);
    if (isTyping) this.#timer = setTimeout(() => this.#show(), PATIENCE);
    else this.#show();
  }

  /** Go to the next problem that has a place. */
  goOn() {
    const buttons = [...this.list.querySelectorAll(".ke-tempatnya")];
    if (!buttons.length) return;
    buttons[this.#next % buttons.length].click();
    this.#next += 1;
  }

  #show() {
    const problems = W.urutan.flatMap((weight) => this.#shown.filter((each) => each.bobot === weight));
    const counts = W.urutan.map((weight) => problems.filter((each) => each.bobot === weight).length);
    this.summary.replaceChildren(W.judul, node("span", { class: "ringkasan" }, W.ringkasan(...counts)));
    this.clean.hidden = problems.length > 0;
    this.#next = 0;
    this.list.replaceChildren(...problems.map((each) => this.#line(each)));
  }

  #line({ bobot, kode, dijelaskan, pesan, saran, di, menjadi }) {
    const way = di.length ? button(W.keTempatnya, () => this.lead(di), { kind: "tipis ke-tempatnya", name: `${W.keTempatnya}: ${pesan}` }) : null;
    const mending = menjadi === undefined ? null : button(W.perbaiki, () => this.mend(di, menjadi), { kind: "tipis", name: W.perbaikiMenjadi(pesan, menjadi) });
    const words = node("span", { class: "kata" }, `${pesan} ${saran}`.trim());
    const rule = dijelaskan
      ? button(kode, () => explain(kode), { kind: "kode", name: W.jelaskan(kode) })
      : node("span", { class: "kode" }, kode);
    return node("li", { class: bobot }, node("span", { class: "bobot" }, bobot), words, rule, mending, way);
  }
}

/** Show what the rule of that code asks for, and why. */
async function explain(code) {
  const { told } = await tried(`/api/aturan/${code}`);
  await showText(code, told.teks ?? told.pesan);
}
