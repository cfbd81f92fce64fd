/**
 * The screen on which one text is changed, of an SOP or of a letterhead: its form, the sheet beside
 * it, what is wrong below, and in the bar whether all of it is saved.
 */

import { askFor } from "./asking.js";
import { backLink } from "./back.js";
import { Checks } from "./checks.js";
import { Desk } from "./desk.js";
import { keepsMine, takesBack } from "./dialogs.js";
import { divider } from "./dividing.js";
import { Fields } from "./fields.js";
import { listening } from "./happenings.js";
import { KATA } from "./kata.js";
import { announce, button, node, say } from "./nodes.js";
import { Sheet } from "./sheet.js";

const W = KATA.sunting;
const REST = 2000; // ms without a change, after which a text is compared with the others

/**
 * Show in `screen` the text at `source`; `source.beside` tells what is wrong beside others.
 * `made(bench)` gives its form once the text is there: `element`, `label`, `buttons` for the bar,
 * `title()`, `refresh()`, `show(element)` for a part that is hidden, `current` where the form
 * begins, `placeOf(control)` and `start()`, the place where to begin if there is one; `known` may be
 * keys of what it need not be told again. `led(origin)` gives the place of what is clicked in the
 * sheet, `held` stands before origins of this text, `heard` is what else happens. Return what ends
 * it.
 */
export async function showBench(screen, { source, made, led, held, heard }) {
  const bench = new Bench(source, led, held);
  const missing = await bench.open(made);
  if (missing !== null) {
    screen.replaceChildren(node("main", { class: "pesan" }, node("p", {}, missing || KATA.gagal), backLink()));
    return () => {};
  }
  screen.replaceChildren(...bench.parts);
  bench.begin(heard(bench.desk));
  return () => bench.end();
}

class Bench {
  #typing = false;
  #savedAt = "";
  #refusal = false;
  #rest = 0;
  #compared = "";
  #problems = [];

  constructor(source, led, held) {
    this.beside = source.beside;
    this.fields = new Fields();
    this.sheet = new Sheet((origin) => {
      const place = led(origin);
      if (place) this.#lead(place);
    }, held);
    this.checks = new Checks(
      (place) => this.#lead(place),
      (place, text) => this.#mend(place, text),
    );
    this.desk = new Desk(source, {
      told: (answer) => this.#told(answer),
      went: (place) => this.#follow(place),
      changed: (isWhole) => this.#changed(isWhole),
      refused: (words) => this.#alert(words || KATA.gagal),
      conflict: (_, theirs, mine) => keepsMine(theirs, mine),
      reachable: (isKnown) => this.#alert(isKnown === null ? KATA.terputus : isKnown ? "" : KATA.ditolak, isKnown),
      known: () => [...this.sheet.known, ...this.#problems.map(({ kunci }) => kunci), ...(this.form.known ?? [])],
    });
  }

  async open(made) {
    const missing = await this.desk.open();
    if (missing === null) this.#build(made);
    return missing;
  }

  begin(heard) {
    this.stopListening = listening({ ...heard, berhenti: () => this.#alert(KATA.terputus) });
    document.addEventListener("keydown", this.#press);
    window.addEventListener("beforeunload", this.#leave);
    this.#told(this.desk.answer);
    this.heading.focus();
    const place = this.form.start();
    if (place) this.#lead(place);
  }

  end() {
    this.stopListening();
    clearTimeout(this.#rest);
    this.desk.save();
    document.removeEventListener("keydown", this.#press);
    window.removeEventListener("beforeunload", this.#leave);
  }

  #build(made) {
    this.form = made(this);
    this.heading = node("h1", { tabindex: -1 });
    this.saved = node("span", { class: "tersimpan", role: "status" });
    this.alert = node("p", { class: "peringatan-atas", role: "alert", hidden: true });
    this.undo = button(W.batal, () => this.#go("undo", W.dibatalkan), { hint: W.petunjukBatal });
    this.redo = button(W.ulang, () => this.#go("redo", W.diulang), { hint: W.petunjukUlang });
    const changes = button("±", () => this.#showDifference(), { name: W.perubahan, kind: "kecil" });
    const bar = node("header", { class: "bilah" }, backLink(), this.heading, this.saved, this.undo, this.redo, changes, ...this.form.buttons);
    this.region = node("section", { class: "isi", "aria-label": this.form.label }, this.form.element);
    this.region.addEventListener("focusin", (event) => this.sheet.light(this.#placeOf(event.target)));
    this.region.addEventListener("focusout", () => this.desk.save());
    const main = node("main", { class: "sunting" }, this.region, this.sheet.element, this.checks.element);
    this.region.after(divider(main));
    this.parts = [bar, this.alert, main];
  }

  #refresh() {
    this.form.refresh();
    const title = this.form.title();
    say(this.heading, title);
    document.title = KATA.judul(title);
  }

  #told(answer) {
    if (!this.parts) return;
    this.sheet.show(answer.halaman);
    this.#refresh();
    const known = new Map(this.#problems.map((each) => [each.kunci, each]));
    this.#problems = answer.masalah.map((each) => known.get(each) ?? each);
    this.fields.showProblems(this.#problems);
    this.checks.show(this.#problems, this.#typing);
    this.undo.disabled = !answer.bisa_batal;
    this.redo.disabled = !answer.bisa_ulang;
    this.#tellSaved();
  }

  #changed(isWhole) {
    if (!this.parts) return;
    this.#typing = !this.desk.isSaved;
    if (isWhole) this.#refresh();
    this.#tellSaved();
  }

  #tellSaved() {
    const isSaved = this.desk.isSaved;
    if (isSaved && this.saved.classList.contains("belum")) {
      this.#savedAt = new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
    }
    this.saved.classList.toggle("belum", !isSaved);
    say(this.saved, isSaved ? W.tersimpan(this.#savedAt) : W.belum);
    clearTimeout(this.#rest);
    if (isSaved && this.beside && this.#compared !== this.desk.answer.sidik) {
      this.#rest = setTimeout(() => this.#compare(), this.#compared ? REST : 0);
    }
  }

  /** Find out what is wrong beside the other SOPs with the text as it is saved. */
  async #compare() {
    this.#compared = this.desk.answer.sidik;
    const told = await askFor(this.beside);
    if (told && this.#compared === this.desk.answer.sidik) this.checks.showBeside(told.masalah);
  }

  #alert(words, isHappy = false) {
    if (isHappy && this.#refusal) return;
    this.#refusal = Boolean(words) && !isHappy;
    this.alert.hidden = !words;
    this.alert.textContent = words;
  }

  #go(way, words) {
    this.desk[way]();
    announce(words);
  }

  async #showDifference() {
    const difference = await this.desk.difference();
    if (difference === null) return this.#alert(KATA.terputus);
    if (await takesBack(difference)) this.#go("restore", W.dikembalikan);
  }

  /** Bring to the field of `place`. */
  #lead(place) {
    const field = this.fields.near(place);
    if (!field) return;
    this.form.show(field.element);
    field.focus();
  }

  #mend(place, text) {
    this.desk.type(place, text);
    this.desk.save();
    this.#refresh();
    announce(W.diperbaiki(text));
    this.checks.summary.focus();
  }

  /** Bring to what was undone; who presses the button again keeps it. */
  #follow(place) {
    const pressed = document.activeElement;
    this.#lead(place);
    if (pressed === this.undo || pressed === this.redo) pressed.focus({ preventScroll: true });
  }

  /** Return the place that `control` is about; null where it is about none. */
  #placeOf(control) {
    const own = this.form.placeOf(control);
    if (own) return own;
    const field = control.closest(".isian") && this.fields.holding(control);
    return field ? field.place() : null;
  }

  #press = (event) => {
    const { key, ctrlKey, altKey, shiftKey } = event;
    const way = ctrlKey && !altKey && { z: shiftKey ? "redo" : "undo", y: "redo" }[key.toLowerCase()];
    if (document.querySelector("dialog[open]")) return;
    if (way) {
      event.preventDefault();
      this.#go(way, way === "undo" ? W.dibatalkan : W.diulang);
    } else if (key === "F8") {
      event.preventDefault();
      this.checks.goOn();
    } else if (key === "F6") {
      event.preventDefault();
      this.#goToNextRegion(shiftKey ? -1 : 1);
    }
  };

  #goToNextRegion(by) {
    const starts = [this.form.current, this.sheet.paper, this.checks.summary, this.parts[0].querySelector("a")];
    const regions = [this.region, this.sheet.element, this.checks.element, this.parts[0]];
    const at = regions.findIndex((region) => region.contains(document.activeElement));
    starts[(at + by + starts.length) % starts.length].focus();
  }

  #leave = (event) => {
    if (this.desk.isSaved) return;
    this.desk.save();
    event.preventDefault();
  };
}
