/** Where the flow goes from a step: on, elsewhere, or by answers. */

import { offer } from "./choosing.js";
import { arranged, button, call, freshId, node, say } from "./nodes.js";
import { isHeading, titlesOf, waysOf } from "./flows.js";
import { KATA } from "./kata.js";
import { same } from "./places.js";

const W = KATA.arah;
const DECISION = "keputusan";

/** The controls for the ways out of the step at `place()`; `steps()` are those of its flow. */
export class Arrows {
  #ways = null;
  #lines = [];

  constructor(desk, place, steps) {
    Object.assign(this, { desk, place, steps });
    const id = freshId();
    this.before = node("span", { class: "tersembunyi" });
    this.control = node("select", { id, onchange: () => this.#choose(this.control.value) });
    this.label = node("label", { for: id }, this.before, KATA.langkah.arah);
    this.list = node("ul", { class: "jawaban" });
    this.more = button(`+ ${W.tambah.toLowerCase()}`, () => this.#add(), { kind: "tipis" });
    this.told = node("p", { class: "petunjuk", hidden: true }, KATA.langkah.arahDiBerkas);
    this.element = node("div", { class: "isian arah" }, this.label, this.control, this.list, this.more, this.told);
  }

  refresh(before) {
    const steps = this.steps();
    const at = this.place().at(-1);
    say(this.before, before);
    this.spoken = before;
    this.#ways = waysOf(steps, steps[at] ?? {});
    const isKnown = this.#ways !== null;
    this.told.hidden = isKnown;
    this.control.hidden = this.label.hidden = !isKnown;
    const isDecision = isKnown && this.#ways.some(([answer]) => answer);
    const isSplit = isKnown && this.#ways.length > 1;
    this.more.hidden = !isDecision;
    const choices = () => [...this.#choices(), [DECISION, W.keputusan]];
    offer(this.control, choices, isDecision || isSplit ? DECISION : isKnown ? String(this.#ways[0][1]) : "");
    const ways = isDecision || isSplit ? this.#ways : [];
    while (this.#lines.length < ways.length) this.#lines.push(this.#line(this.#lines.length));
    arranged(this.list, this.#lines.slice(0, ways.length).map((line) => line.element));
    ways.forEach(([answer, target], urut) => this.#lines[urut].refresh(answer, target));
  }

  focus() {
    this.control.focus();
  }

  #choices() {
    const steps = this.steps();
    const at = this.place().at(-1);
    const titles = titlesOf(steps, KATA.langkah.tanpaKegiatan);
    const isLast = at === steps.length - 1;
    const others = titles.flatMap((title, each) => (each === at || isHeading(steps[each]) ? [] : [[String(each), title]]));
    return [
      ["berikutnya", isLast ? W.akhir : W.berikutnya],
      ...others,
      ["selesai", W.selesai],
      ["tidak ada", W["tidak ada"]],
    ];
  }

  #choose(value) {
    if (value !== DECISION) this.#send([["", told(value)]]);
    else {
      const at = this.place().at(-1);
      const back = this.steps().findLastIndex((step, each) => each < at && !isHeading(step));
      this.#send([[W.bawaan[0], "berikutnya"], [W.bawaan[1], back < 0 ? "selesai" : back]]);
      this.#lines[0]?.answer.focus();
      this.#lines[0]?.answer.select();
    }
  }

  #add() {
    this.#send([...this.#ways, [W.lain(this.#ways.length + 1), "berikutnya"]]);
    this.#lines[this.#ways.length - 1].answer.select();
  }

  #line(urut) {
    const answer = node("input", { type: "text", autocomplete: "off" });
    const target = node("select");
    const change = () => {
      const ways = this.#ways.map((way, each) => (each === urut ? [answer.value.trim() || way[0], told(target.value)] : way));
      this.#send(ways);
    };
    answer.addEventListener("change", change);
    answer.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.ctrlKey) change();
    });
    target.addEventListener("change", change);
    const gone = button("×", () => this.#send(this.#ways.filter((_, each) => each !== urut)), { kind: "kecil" });
    const arrow = node("span", { "aria-hidden": "true" }, "→");
    return {
      answer,
      element: node("li", {}, answer, arrow, target, gone),
      refresh: (words, aim) => {
        const isAnswer = words !== "";
        answer.hidden = arrow.hidden = !isAnswer;
        if (document.activeElement !== answer) answer.value = words;
        call(answer, `${this.spoken}${W.jawaban(urut + 1)}`);
        call(target, `${this.spoken}${(isAnswer ? W.tujuan : W.tujuanPanah)(urut + 1)}`);
        call(gone, `${this.spoken}${W.buang(urut + 1)}`);
        offer(target, () => this.#choices(), String(aim));
      },
    };
  }

  #send(ways) {
    if (!ways.length || same(ways, this.#ways)) return;
    this.desk.change({ op: "arah", di: this.place(), cabang: ways });
  }
}

const told = (value) => (/^\d+$/.test(value) ? Number(value) : value);
