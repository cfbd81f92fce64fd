/** A labelled control for an answer that stands in no file yet. */

import { TextField } from "./fields.js";
import { freshId, node } from "./nodes.js";

export class Question {
  /** `choices`, [value, words] each, make it a list that begins with the words `none`; `lines` a text of several lines. */
  constructor(name, words, { hint, choices, none, lines = 0, isNeeded = false } = {}) {
    const id = freshId();
    const given = { id, name, required: isNeeded, "aria-describedby": `${id}-petunjuk ${id}-salah`, autocomplete: "off" };
    Object.assign(this, { name, words, none, lines, isNeeded });
    if (choices) {
      this.control = node("select", given);
      this.offer(choices);
      if (isNeeded && choices.length === 1) this.control.value = choices[0][0];
    } else this.control = lines ? node("textarea", { ...given, rows: lines }) : node("input", { ...given, type: "text" });
    const told = node("p", { class: "petunjuk", id: `${id}-petunjuk`, hidden: !hint }, hint);
    this.problem = node("p", { class: "salah", id: `${id}-salah`, hidden: true });
    this.element = node("div", { class: "isian" }, node("label", { for: id }, words), this.control, told, this.problem);
  }

  /** Offer `choices`, [value, words] each, behind that of none. */
  offer(choices) {
    const all = [["", this.none], ...choices];
    this.control.replaceChildren(...all.map(([value, text]) => node("option", { value }, text)));
  }

  get value() {
    const typed = this.control.value.trim();
    return this.lines ? typed.split("\n").map((line) => line.trim()).filter(Boolean) : typed;
  }

  /** Say at the control what is wrong with it. */
  showProblem(words) {
    TextField.prototype.showProblem.call(this, words);
  }

  get isMissing() {
    return this.isNeeded && this.value.length === 0;
  }
}

/** A box to tick. */
export class Box {
  constructor(name, words, isTicked) {
    const id = freshId();
    this.name = name;
    this.control = node("input", { type: "checkbox", id, checked: isTicked });
    this.element = node("div", { class: "pilihan" }, this.control, node("label", { for: id }, words));
  }
}

/** Return the names of the boxes that are ticked. */
export const namesOf = (boxes) => boxes.filter((box) => box.control.checked).map((box) => box.name);
