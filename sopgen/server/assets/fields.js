/** A labelled control for one text of the definition. */

import { freshId, node } from "./nodes.js";
import { keyOf, same } from "./places.js";

/** Whether a control grows with what it holds by the style sheet alone. */
const GROWS = CSS.supports("field-sizing", "content");

/** How a value is shown in a text field and read from it again, without spaces around it. */
export const LINE = { shown: (value) => plainOf(value), read: (typed) => typed.trim() };

/** One line an item; an item that holds line ends goes on in lines that are indented. */
export const ITEMS = {
  shown: (value) => (Array.isArray(value) ? value.map((item) => plainOf(item).replaceAll("\n", "\n  ")).join("\n") : plainOf(value)),
  read(typed) {
    const items = [];
    for (const line of typed.split("\n")) {
      if (!line.trim()) continue;
      if (line.startsWith("  ") && items.length) items.push(`${items.pop()}\n${line.slice(2).trimEnd()}`);
      else items.push(line.trim());
    }
    return items.length ? items : "";
  },
};

/** A cell: one text, or a list where several lines are typed. */
export const CELL = {
  shown: ITEMS.shown,
  read(typed, old) {
    if (typeof old === "string" && old.includes("\n")) return typed.trim();
    const items = ITEMS.read(typed);
    return items.length === 1 && !Array.isArray(old) ? items[0] : items;
  },
};

/** Return a value as it can be shown: what is no text as it is written down. */
export const plainOf = (value) => (typeof value === "string" ? value : value ? JSON.stringify(value) : "");

/** All fields of a screen by the key of their place, so that a place finds its field. */
export class Fields {
  #all = new Set();

  add(field) {
    this.#all.add(field);
    field.refresh();
  }

  remove(field) {
    this.#all.delete(field);
  }

  /** Return the field at `place`, or at what stands around it; null where there is none. */
  near(place) {
    for (let length = place.length; length > 0; length -= 1) {
      const key = keyOf(place.slice(0, length));
      for (const field of this.#all) {
        const own = keyOf(field.place());
        if (own === key || (length === place.length && own.startsWith(`${key}/`))) return field;
      }
    }
    return null;
  }

  /** Return the field that `control` belongs to. */
  holding(control) {
    return [...this.#all].find((field) => field.element.contains(control)) ?? null;
  }

  /** Show at each field what is wrong there. */
  showProblems(problems) {
    const errors = problems.filter((each) => each.bobot === "galat" && each.di.length);
    for (const field of this.#all) field.showProblem(undefined);
    for (const error of errors) this.near(error.di)?.showProblem(error.pesan);
  }

  refresh() {
    for (const field of this.#all) field.refresh();
  }
}

/** A field: its element, its control, and how it follows the definition. */
export class TextField {
  /**
   * `place()` is where the text stands by now, `way` how it is read; a field of one line saves at
   * Enter. `before` words of the label are for who hears it.
   */
  constructor(desk, place, { label, before = "", hint, way = LINE, oneLine = false, short = false }) {
    const id = freshId();
    this.desk = desk;
    this.place = place;
    this.way = way;
    this.before = node("span", { class: "tersembunyi" }, before);
    this.hint = node("p", { class: "petunjuk", id: `${id}-petunjuk`, hidden: !hint }, hint ?? "");
    this.problem = node("p", { class: "salah", id: `${id}-salah`, hidden: true });
    const given = { id, "aria-describedby": `${id}-petunjuk ${id}-salah`, autocomplete: "off" };
    this.control = short
      ? node("input", { ...given, type: "text" })
      : node("textarea", { ...given, rows: 1, spellcheck: "true", lang: "id" });
    this.label = node("label", { for: id }, this.before, label);
    this.element = node("div", { class: "isian" }, this.label, this.control, this.hint, this.problem);
    this.control.addEventListener("input", () => this.#type());
    this.control.addEventListener("change", () => desk.save());
    if (oneLine || short) {
      this.control.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.ctrlKey && !event.shiftKey) {
          event.preventDefault();
          desk.save();
        }
      });
    }
  }

  get value() {
    return this.desk.at(this.place());
  }

  /** Show what the definition says, unless that is what is typed already. */
  refresh() {
    if (!same(this.way.read(this.control.value, this.value), this.value)) {
      this.control.value = this.way.shown(this.value);
    }
    this.#fit();
  }

  showProblem(words) {
    if (this.problem.textContent === (words ?? "")) return;
    this.problem.hidden = !words;
    this.problem.textContent = words ?? "";
    if (words) this.control.setAttribute("aria-invalid", "true");
    else this.control.removeAttribute("aria-invalid");
  }

  focus() {
    this.control.focus();
  }

  #type() {
    this.desk.type(this.place(), this.way.read(this.control.value, this.value));
    this.#fit();
  }

  /** Give the control as many lines as it holds, where the style sheet alone cannot. */
  #fit() {
    if (this.control.tagName !== "TEXTAREA" || GROWS) return;
    this.control.rows = Math.max(1, Math.ceil(this.control.value.length / 24), this.control.value.split("\n").length);
  }
}

/** A field with a list of choices; `choices()` gives [value, words] each. */
export class ChoiceField {
  constructor(desk, place, { label, before = "", choices, read = (typed) => typed, shown, change }) {
    const id = freshId();
    this.desk = desk;
    this.place = place;
    this.choices = choices;
    this.shown = shown ?? (() => desk.at(place()) ?? "");
    this.before = node("span", { class: "tersembunyi" }, before);
    this.problem = node("p", { class: "salah", id: `${id}-salah`, hidden: true });
    this.control = node("select", { id, "aria-describedby": `${id}-salah` });
    this.label = node("label", { for: id }, this.before, label);
    this.element = node("div", { class: "isian" }, this.label, this.control, this.problem);
    this.control.addEventListener("change", () => {
      if (change) change(this.control.value);
      else {
        desk.type(place(), read(this.control.value));
        desk.save();
      }
    });
  }

  refresh() {
    const choices = this.choices();
    const value = String(this.shown());
    if (!choices.some(([each]) => String(each) === value)) choices.push([value, value]);
    const told = JSON.stringify(choices);
    if (told !== this.filled) {
      this.filled = told;
      this.control.replaceChildren(...choices.map(([each, words]) => node("option", { value: each }, words)));
    }
    if (this.control.value !== value) this.control.value = value;
  }

  showProblem(words) {
    TextField.prototype.showProblem.call(this, words);
  }

  focus() {
    this.control.focus();
  }
}
