/** The screen of one SOP: its form and its steps. */

import { ask } from "./asking.js";
import { showBench } from "./bench.js";
import { showBuilding, showHelp } from "./dialogs.js";
import { flowsOf } from "./flows.js";
import { identityForm } from "./identity.js";
import { KATA } from "./kata.js";
import { Lanes } from "./lanes.js";
import { addressOf } from "./letterhead.js";
import { button, node } from "./nodes.js";
import { letterheadPlaceOf, placeOf } from "./places.js";
import { Steps } from "./steps.js";
import { Tabs } from "./tabs.js";

const W = KATA.sunting;

/** Show the SOP `id` in `screen`; a new one begins with its steps, others at `place`. Return what ends it. */
export function showEditor(screen, id, isNew, place) {
  let form;
  return showBench(screen, {
    source: { address: `/api/sop/${id}`, beside: `/api/sop/${id}/periksa` },
    made: (bench) => (form = new SopForm(bench, { id, isNew, begun: place })),
    led: (origin) => {
      const at = letterheadPlaceOf(origin);
      if (at) form.goToLetterhead(at);
      return placeOf(origin);
    },
    heard: (desk) => ({ berkas: (told) => told.id === id && desk.look(), kop: () => desk.look() }),
  });
}

class SopForm {
  #flows = [];
  label = W.bagian;

  constructor({ desk, fields }, { id, isNew, begun }) {
    Object.assign(this, { desk, fields, id, isNew, begun });
    this.steps = node("div", { class: "bagan" });
    this.tabs = new Tabs(W.bagian, [
      [W.identitas, identityForm(desk, fields, id)],
      [W.langkah, this.steps],
    ]);
    this.element = this.tabs.element;
    this.buttons = [
      button("?", showHelp, { name: W.bantuan, kind: "kecil" }),
      button(W.bangun, () => this.#make(), { kind: "utama" }),
    ];
    this.#buildFlows();
  }

  start() {
    return this.isNew ? [...(this.#flows[0]?.place ?? []), "langkah", 0, "kegiatan"] : this.begun;
  }

  get current() {
    return this.tabs.current;
  }

  title() {
    return this.desk.tree.nama || KATA.daftar.tanpaNama;
  }

  show(element) {
    this.tabs.showHolding(element);
  }

  refresh() {
    this.#buildFlows();
    this.fields.refresh();
    for (const { parts } of this.#flows) for (const part of parts) part.refresh();
  }

  /** Return the step that `control` stands in the row of. */
  placeOf(control) {
    const row = control.closest("tr[data-kunci]");
    if (!row) return null;
    return this.#flows.map(({ parts }) => parts[1].placeOf(row)).find(Boolean) ?? null;
  }

  goToLetterhead(place) {
    const { kop } = this.desk.tree;
    if (typeof kop === "string" && kop) location.hash = addressOf(kop, this.id, place);
  }

  /** Make the tables anew where there are other flows than before. */
  #buildFlows() {
    const flows = flowsOf(this.desk.tree);
    if (flows.length === this.#flows.length && this.#flows.every((each, at) => each.name === String(flows[at].place))) return;
    this.#flows = flows.map(({ place }, at) => {
      const flow = () => flowsOf(this.desk.tree)[at] ?? { place, flow: {} };
      const lanes = new Lanes(this.desk, flow, this.fields);
      const steps = new Steps(this.desk, flow, this.fields);
      return { name: String(place), place, parts: [lanes, steps] };
    });
    const parts = this.#flows.flatMap(({ parts: [lanes, steps] }) => [lanes.element, steps.element]);
    this.steps.replaceChildren(...(parts.length ? parts : [node("p", { class: "kosong" }, KATA.langkah.tanpaBagan)]));
  }

  async #make() {
    const making = async () => {
      await this.desk.settled();
      const { code, told } = await ask("/api/bangun", { sop: [this.id] });
      return (code === 200 && told.hasil[0]) || { status: "gagal", masalah: [], pesan: told.pesan ?? KATA.gagal };
    };
    await showBuilding(making(), `/api/hasil/${this.id}`);
  }
}
