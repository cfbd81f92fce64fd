/**
 * The screen on which a file comes in: an edited sheet of ours is pulled into its SOP, another's
 * becomes a new SOP. What it is, the server finds out; nothing is written before somebody says so.
 */

import { ask, send, Unreachable } from "./asking.js";
import { KATA } from "./kata.js";
import { announce, button, freshId, node } from "./nodes.js";
import { letDrop, picker } from "./picking.js";
import { keyOf } from "./places.js";

const W = KATA.masuk;
const LARGEST = 50 * 1024 * 1024; // bytes
const NAMED = ".xlsx,.xlsm,.xls,.xlsb,.ods,.docx,.docm,.doc,.odt,.rtf,.pdf,.txt,.csv,.tsv";

const STRANGERS = new Set(["TRK001", "TRK015", "EKS002"]); // no sheet of ours, as a pull says it
const HOMELESS = new Set(["TRK001", "TRK002"]); // its SOP is to be chosen
const MET = "TRK003"; // the same place was changed in the sheet and in the SOP

/** Show the screen in `screen`; return what ends it. */
export async function showBringing(screen) {
  const { told: project } = await ask("/api/proyek");
  document.title = KATA.judul(W.judul);
  const bringing = new Bringing(project.sop ?? [], project.kop ?? []);
  screen.replaceChildren(bringing.element);
  bringing.heading.focus();
  return () => bringing.end();
}

class Bringing {
  #file = null;
  #isOver = false;

  constructor(sops, letterheads) {
    Object.assign(this, { sops, letterheads });
    const id = freshId();
    this.heading = node("h1", { tabindex: -1 }, W.judul);
    const { control, element } = picker(W.pilih, (files) => this.#take(files), { id, accept: NAMED, "aria-describedby": `${id}-petunjuk` });
    this.input = control;
    this.drop = node(
      "div",
      { class: "taruh" },
      node("label", { for: id }, W.berkas),
      element,
      node("p", { class: "petunjuk", id: `${id}-petunjuk` }, W.petunjuk),
    );
    this.outcome = node("div", { class: "hasil-masuk" });
    this.element = node(
      "main",
      { class: "masuk" },
      node("div", { class: "kepala" }, this.heading, node("a", { href: "#/" }, KATA.baru.kembali)),
      node("p", {}, W.pengantar),
      this.drop,
      this.outcome,
    );
    letDrop(this.element, this.drop, (files) => this.input.disabled || this.#take(files));
  }

  end() {
    this.#isOver = true;
  }

  #take([file]) {
    if (!file) return;
    this.#file = file;
    if (file.size > LARGEST) this.#say(W.terlaluBesar(file.name, megabytes(file.size)));
    else this.#look();
  }

  /** Find out what the file is and what it would change. */
  async #look(asked = {}) {
    const found = await this.#sent("/api/tarik", asked, () => this.#look(asked));
    if (found) this.#showLook(found, asked);
  }

  #showLook({ code, told }, asked) {
    const why = told.masalah?.[0]?.kode;
    if (code === 200 && told.berkas) this.#showChanges(told, asked);
    else if ((STRANGERS.has(why) || HOMELESS.has(why)) && asked.sop === undefined) this.#showStranger(why, told);
    else this.#showRefusal(told);
  }

  #showChanges(told, asked) {
    const files = told.berkas.filter((each) => each.perubahan.length || each.baru);
    const isNothing = !files.length;
    const hasMet = told.masalah.some((each) => each.kode === MET);
    const carryOut = () => this.#pull(asked);
    this.#show(
      isNothing ? W.takBerubah : W.akanDitarik,
      node("p", {}, isNothing ? W.tentangTakBerubah : W.tentangTarik(this.#file.name)),
      ...files.map((each) => changesOf(each, this.#called(each))),
      told.tata_letak ? node("p", {}, W.tataLetak(told.tata_letak)) : null,
      problemsOf(told.masalah),
      node(
        "div",
        { class: "deret" },
        isNothing ? null : button(W.tarik, carryOut, { kind: "utama" }),
        hasMet && !asked.ambil ? button(W.ambilLembar, () => this.#look({ ...asked, ambil: "lembar" })) : null,
      ),
    );
  }

  async #pull(asked) {
    const found = await this.#sent("/api/tarik", { ...asked, simpan: "ya" }, () => this.#pull(asked));
    if (!found) return;
    const { told } = found;
    if (!told.berkas) {
      this.#showRefusal(told);
      return;
    }
    const links = told.berkas.filter((each) => each.id !== null).map((each) => node("a", { href: `#/sop/${each.id}`, class: "tombol-utama" }, W.buka(this.#called(each))));
    this.#show(W.sudahDitarik, node("p", {}, W.tentangSudah), problemsOf(told.masalah), node("div", { class: "deret" }, ...links));
  }

  /** Tell that the file is no sheet whose SOP is known; let it be imported or its SOP be chosen. */
  #showStranger(why, told) {
    const parts = [];
    if (STRANGERS.has(why)) {
      const kop = choice(W.kop, [["", W.kopSendiri], ...this.letterheads.map((each) => [each, each])]);
      parts.push(kop.element, node("div", { class: "deret" }, button(W.impor, () => this.#import(kop.control.value), { kind: "utama" })));
    }
    if (HOMELESS.has(why) && this.sops.length) {
      const home = choice(STRANGERS.has(why) ? W.atauMilik : W.milik, this.sops.map((each) => [each.id, each.nama || KATA.daftar.tanpaNama]));
      parts.push(home.element, node("div", { class: "deret" }, button(W.bandingkan, () => this.#look({ sop: home.control.value }))));
    }
    const words = STRANGERS.has(why) ? W.tentangAsing(this.#file.name) : told.masalah[0].pesan;
    this.#show(STRANGERS.has(why) ? W.asing : W.tanpaRumah, node("p", {}, words), ...parts);
  }

  async #import(kop) {
    const found = await this.#sent("/api/impor", { kop }, () => this.#import(kop));
    if (!found) return;
    const { code, told } = found;
    if (code !== 200 || !told.sop.length) {
      this.#showRefusal(told);
      return;
    }
    const { told: project } = await ask("/api/proyek");
    this.sops = project.sop ?? this.sops;
    const report = node("a", { href: "/api/laporan", download: true }, W.laporan);
    this.#show(W.diimpor(told.sop.length), node("p", {}, `${W.tentangImpor} `, report), ...told.sop.map((each) => importedOf(each, this.#called(each))));
  }

  /** Send the file; return the code and the answer, null where it was said why there is none. */
  async #sent(address, asked, again) {
    const file = this.#file;
    const query = new URLSearchParams({ nama: file.name, ...asked });
    this.input.disabled = true;
    const id = freshId();
    const words = W.membaca(file.name, megabytes(file.size));
    this.outcome.replaceChildren(node("p", { id }, words), node("progress", { "aria-labelledby": id }));
    announce(words);
    let found = null;
    try {
      found = await send(`${address}?${query}`, file);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
    this.input.disabled = false;
    if (this.#isOver) return null;
    if (found && found.code !== 403 && found.code !== 409) return found;
    this.#say(found === null ? W.takSampai : found.told.pesan ?? KATA.ditolak, again);
    return null;
  }

  #showRefusal(told) {
    this.#show(W.tidakDapat, problemsOf(told.masalah ?? []) ?? node("p", {}, told.pesan || KATA.gagal));
  }

  #say(words, again = null) {
    this.#show(W.tidakDapat, node("p", {}, words), again && button(W.cobaLagi, again));
  }

  #show(title, ...parts) {
    const head = node("h2", { tabindex: -1 }, title);
    this.outcome.replaceChildren(...[head, ...parts].filter(Boolean));
    head.focus();
  }

  #called({ id, berkas }) {
    return this.sops.find((sop) => sop.id === id)?.nama || berkas.split(/[\\/]/).at(-1);
  }
}

function choice(words, options) {
  const id = freshId();
  const control = node("select", { id }, ...options.map(([value, text]) => node("option", { value }, text)));
  return { control, element: node("div", { class: "isian" }, node("label", { for: id }, words), control) };
}

/** What would change in one SOP: a sentence for each place, with the words of before and now. */
function changesOf(file, name) {
  const changes = file.perubahan.map((each) => node("li", {}, each.pesan));
  return node("div", {}, node("h3", {}, W.perubahan(name, file.perubahan.length)), node("ul", { class: "butir" }, ...changes));
}

/** One SOP that was imported, with what is not sure of it. */
function importedOf(sop, name) {
  const link = sop.id === null ? null : node("a", { href: `#/sop/${sop.id}`, class: "tombol-utama" }, W.buka(name));
  const doubts = sop.keraguan.map((each) => {
    const isLed = sop.id !== null && each.di.length > 0;
    return node("li", {}, each.pesan, isLed ? " " : null, isLed ? node("a", { href: `#/sop/${sop.id}/di/${keyOf(each.di)}` }, KATA.periksa.keTempatnya) : null);
  });
  const fate = W.nasib[sop.nasib];
  const said = node("p", {}, doubts.length ? W.keraguan(doubts.length) : W.tanpaKeraguan);
  const list = doubts.length ? node("ul", { class: "butir" }, ...doubts) : null;
  return node("div", {}, node("h3", {}, name), fate ? node("p", {}, fate) : null, said, list, problemsOf(sop.masalah), link && node("div", { class: "deret" }, link));
}

function problemsOf(problems) {
  if (!problems.length) return null;
  return node("ul", { class: "butir" }, ...problems.map((each) => node("li", {}, `${each.pesan} ${each.saran}`.trim())));
}

const megabytes = (bytes) => (bytes / (1024 * 1024)).toLocaleString("id-ID", { maximumFractionDigits: 1 });
