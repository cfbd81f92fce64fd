/** The screen of one SOP: its form and its steps, the sheet beside them, what is wrong below. */

import { ask } from "./asking.js";
import { Checks } from "./checks.js";
import { Desk } from "./desk.js";
import { keepsMine, showBuilding, showHelp } from "./dialogs.js";
import { Fields } from "./fields.js";
import { flowsOf } from "./flows.js";
import { listening } from "./happenings.js";
import { identityForm } from "./identity.js";
import { KATA } from "./kata.js";
import { Lanes } from "./lanes.js";
import { announce, button, freshId, node } from "./nodes.js";
import { Sheet } from "./sheet.js";
import { Steps } from "./steps.js";
import { Tabs } from "./tabs.js";

const W = KATA.sunting;

/** Show the SOP `id` in `screen`; a new one begins with its steps. Return what ends it. */
export async function showEditor(screen, id, isNew, place) {
  const editor = new Editor(id);
  const missing = await editor.open();
  if (missing !== null) {
    screen.replaceChildren(node("main", { class: "pesan" }, node("p", {}, missing || KATA.gagal), backLink()));
    return () => {};
  }
  screen.replaceChildren(...editor.parts);
  editor.begin(isNew, place);
  return () => editor.end();
}

const backLink = () => node("a", { href: "#/", class: "kembali" }, `← ${W.kembali}`);

class Editor {
  #fields = new Fields();
  #flows = [];
  #typing = false;
  #savedAt = "";

  constructor(id) {
    this.id = id;
    this.sheet = new Sheet((place) => this.#lead(place));
    this.checks = new Checks((place) => this.#lead(place));
    this.desk = new Desk(id, {
      told: (answer) => this.#told(answer),
      went: (place) => this.#follow(place),
      changed: (isWhole) => this.#changed(isWhole),
      refused: (words) => this.#alert(words || KATA.gagal),
      conflict: (_, theirs, mine) => keepsMine(theirs, mine),
      reachable: (isKnown) => this.#alert(isKnown === null ? KATA.terputus : isKnown ? "" : KATA.ditolak, isKnown),
      known: () => this.sheet.known,
    });
  }

  async open() {
    const missing = await this.desk.open();
    if (missing === null) this.#build();
    return missing;
  }

  begin(isNew, place) {
    this.stopListening = listening({
      berkas: ({ id }) => id === this.id && this.desk.look(),
      kop: () => this.desk.look(),
      berhenti: () => this.#alert(KATA.terputus),
    });
    document.addEventListener("keydown", this.#press);
    window.addEventListener("beforeunload", this.#leave);
    this.#told(this.desk.answer);
    if (isNew) {
      this.tabs.choose(1);
      this.#fields.near([...(this.#flows[0]?.place ?? []), "langkah", 0, "kegiatan"])?.focus();
    } else {
      this.heading.focus();
      if (place) this.#lead(place);
    }
  }

  end() {
    this.stopListening();
    this.desk.save();
    document.removeEventListener("keydown", this.#press);
    window.removeEventListener("beforeunload", this.#leave);
  }

  #build() {
    this.heading = node("h1", { tabindex: -1 });
    this.saved = node("span", { class: "tersimpan", role: "status" });
    this.alert = node("p", { class: "peringatan-atas", role: "alert", hidden: true });
    this.undo = button(W.batal, () => this.#go("undo", W.dibatalkan), { hint: W.petunjukBatal });
    this.redo = button(W.ulang, () => this.#go("redo", W.diulang), { hint: W.petunjukUlang });
    const bar = node(
      "header",
      { class: "bilah" },
      backLink(),
      this.heading,
      this.saved,
      this.undo,
      this.redo,
      button("?", showHelp, { name: W.bantuan, kind: "kecil" }),
      button(W.bangun, () => this.#make(), { kind: "utama" }),
    );
    this.steps = node("div", { class: "bagan" });
    this.tabs = new Tabs(W.bagian, [
      [W.identitas, identityForm(this.desk, this.#fields)],
      [W.langkah, this.steps],
    ]);
    this.#buildFlows();
    const form = node("section", { class: "isi", "aria-label": W.bagian }, this.tabs.element);
    form.addEventListener("focusin", (event) => this.#light(event.target));
    form.addEventListener("focusout", () => this.desk.save());
    const main = node("main", { class: "sunting" }, form, this.sheet.element, this.checks.element);
    this.parts = [bar, this.alert, main];
  }

  /** Make the tables anew where there are other flows than before. */
  #buildFlows() {
    const flows = flowsOf(this.desk.tree);
    if (flows.length === this.#flows.length && this.#flows.every((each, at) => each.name === String(flows[at].place))) return;
    this.#flows = flows.map(({ place }, at) => {
      const flow = () => flowsOf(this.desk.tree)[at] ?? { place, flow: {} };
      const lanes = new Lanes(this.desk, flow, this.#fields);
      const steps = new Steps(this.desk, flow, this.#fields);
      return { name: String(place), place, parts: [lanes, steps] };
    });
    const parts = this.#flows.flatMap(({ parts: [lanes, steps] }) => [lanes.element, steps.element]);
    this.steps.replaceChildren(...(parts.length ? parts : [node("p", { class: "kosong" }, KATA.langkah.tanpaBagan)]));
  }

  #refresh() {
    this.#buildFlows();
    this.#fields.refresh();
    for (const { parts } of this.#flows) for (const part of parts) part.refresh();
    const name = this.desk.tree.nama || KATA.daftar.tanpaNama;
    this.heading.textContent = name;
    document.title = KATA.judul(name);
  }

  #told(answer) {
    if (!this.parts) return;
    this.#refresh();
    this.sheet.show(answer.halaman);
    this.#fields.showProblems(answer.masalah);
    this.checks.show(answer.masalah, this.#typing);
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
    const words = isSaved ? W.tersimpan(this.#savedAt) : W.belum;
    if (this.saved.textContent !== words) this.saved.textContent = words;
  }

  #alert(words, isHappy = false) {
    if (isHappy && this.#refusal) return;
    this.#refusal = Boolean(words) && !isHappy;
    this.alert.hidden = !words;
    this.alert.textContent = words;
  }

  #refusal = false;

  #go(way, words) {
    this.desk[way]();
    announce(words);
  }

  async #make() {
    const making = async () => {
      await this.desk.settled();
      const { code, told } = await ask("/api/bangun", { sop: [this.id] });
      return (code === 200 && told.hasil[0]) || { status: "gagal", masalah: [], pesan: told.pesan ?? KATA.gagal };
    };
    await showBuilding(making(), `/api/hasil/${this.id}`);
  }

  /** Bring to the field of `place`. */
  #lead(place) {
    const field = this.#fields.near(place);
    if (!field) return;
    this.tabs.showHolding(field.element ?? field.control);
    field.focus();
  }

  /** Bring to what was undone; who presses the button again keeps it. */
  #follow(place) {
    const pressed = document.activeElement;
    this.#lead(place);
    if (pressed === this.undo || pressed === this.redo) pressed.focus({ preventScroll: true });
  }

  #light(control) {
    const row = control.closest("tr[data-kunci]");
    const label = control.closest(".isian");
    for (const { parts } of this.#flows) {
      const place = row && parts[1].placeOf(row);
      if (place) return this.sheet.light(place);
    }
    const field = label && this.#fields.holding(control);
    return this.sheet.light(field ? field.place() : null);
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
    const starts = [this.tabs.current, this.sheet.paper, this.checks.summary, this.parts[0].querySelector("a")];
    const regions = [this.tabs.element, this.sheet.element, this.checks.element, this.parts[0]];
    const at = regions.findIndex((region) => region.contains(document.activeElement));
    starts[(at + by + starts.length) % starts.length].focus();
  }

  #leave = (event) => {
    if (this.desk.isSaved) return;
    this.desk.save();
    event.preventDefault();
  };
}
