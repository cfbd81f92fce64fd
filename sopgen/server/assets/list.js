/** The screen with all SOPs of the project. */

import { groupsOf } from "./agencies.js";
import { ask, askFor } from "./asking.js";
import { buildAll, FORMATS } from "./building.js";
import { dayInWords } from "./dates.js";
import { listening } from "./happenings.js";
import { KATA } from "./kata.js";
import { addressOf } from "./letterhead.js";
import { button, freshId, node } from "./nodes.js";

const W = KATA.daftar;
const HEADS = ["nama", "nomor", "unit", "keadaan", "masalah", "tinjauan", "langkah"];

/** Show the list in `screen`; return what ends it. */
export async function showList(screen) {
  const { code, told } = await ask("/api/proyek");
  if (code !== 200) {
    screen.replaceChildren(node("main", { class: "pesan" }, node("p", {}, code === 403 ? KATA.ditolak : told.pesan || KATA.gagal)));
    return () => {};
  }
  document.title = KATA.judul(W.judul);
  const list = new List(told);
  screen.replaceChildren(list.element);
  list.heading.focus();
  return listening({ proyek: () => list.look(), berkas: () => list.look(), berhenti: () => list.say(KATA.terputus) });
}

class List {
  constructor(told) {
    const id = freshId();
    this.heading = node("h1", { tabindex: -1 }, W.judul);
    this.wish = node("input", { type: "search", id, oninput: () => this.#show() });
    this.count = node("p", { class: "jumlah", role: "status" });
    this.built = node("div", { role: "status", class: "hasil-bangun" });
    this.make = button(W.bangun, () => this.#build());
    const heads = HEADS.map((key) => node("th", { scope: "col", class: `lajur-${key}` }, W[key]));
    this.table = node("table", { class: "daftar" }, node("caption", { class: "tersembunyi" }, W.judul), node("thead", {}, node("tr", {}, ...heads)));
    this.empty = node("p", { class: "kosong" });
    const ways = [["#/bangun", KATA.bangun.judul], ["#/masuk", KATA.masuk.judul], ["#/buku", KATA.rak.judul], ["#/revisi", KATA.revisi.judul]].map(([href, words]) => node("a", { href, class: "tombol" }, words));
    this.element = node(
      "main",
      { class: "daftar" },
      node("div", { class: "kepala" }, this.heading, node("div", { class: "deret" }, this.make, ...ways, node("a", { href: "#/baru", class: "tombol-utama" }, W.buat))),
      node("div", { class: "saring" }, node("label", { for: id }, W.saring), this.wish, this.count),
      this.built,
      this.table,
      this.empty,
    );
    this.surveyed = new Map();
    this.#take(told);
    this.#survey();
  }

  /** Read the list again. */
  async look() {
    const { code, told } = await ask("/api/proyek");
    if (code !== 200) return;
    this.#take(told);
    await this.#survey();
  }

  /** Find out what is wrong with each SOP, and when it is reviewed next; the list is shown meanwhile. */
  async #survey() {
    const told = await askFor("/api/periksa");
    if (!told) return;
    this.surveyed = new Map(told.sop.map((each) => [each.id, each]));
    for (const group of this.groups) group.tell(this.surveyed);
  }

  say(words) {
    this.built.replaceChildren(node("p", {}, words));
  }

  #take({ sop, kop }) {
    this.sops = sop;
    this.groups = groupsOf(sop, kop).map(([name, members]) => new Group(name, members, kop.includes(name)));
    for (const body of [...this.table.tBodies]) body.remove();
    this.table.append(...this.groups.map((each) => each.element));
    for (const group of this.groups) group.tell(this.surveyed);
    this.#show();
  }

  #show() {
    const wish = this.wish.value.trim().toLocaleLowerCase("id");
    const shown = this.groups.reduce((sum, group) => sum + group.show(wish), 0);
    this.count.textContent = W.jumlah(shown, this.sops.length);
    this.table.hidden = this.groups.every((group) => group.element.hidden);
    this.empty.hidden = shown > 0;
    this.empty.textContent = this.sops.length ? W.tidakAda : W.kosong;
    this.make.disabled = !this.sops.length;
  }

  async #build() {
    this.make.disabled = true;
    await buildAll(this.sops, FORMATS, (...parts) => this.built.replaceChildren(...parts));
    this.make.disabled = false;
    await this.look();
  }
}

/** The SOPs of one agency, under its name, which leads to its letterhead. */
class Group {
  constructor(name, sops, isLetterhead) {
    this.rows = sops.map((sop) => new Row(sop));
    const words = isLetterhead ? node("a", { href: addressOf(name) }, KATA.kop.judul(name)) : name;
    const head = node("tr", { class: "instansi" }, node("th", { colspan: HEADS.length, scope: "rowgroup" }, words));
    this.element = node("tbody", {}, head, ...this.rows.map((each) => each.element));
  }

  show(wish) {
    const count = this.rows.filter((each) => each.show(wish)).length;
    this.element.hidden = count === 0 && (this.rows.length > 0 || wish !== "");
    return count;
  }

  tell(surveyed) {
    for (const row of this.rows) row.tell(surveyed.get(row.id));
  }
}

class Row {
  constructor(sop) {
    const cell = (key, words) => node("td", { "data-judul": W[key], class: words ? undefined : "kosong" }, words || "–");
    const built = builtOf(sop.hasil);
    this.id = sop.id;
    this.words = [sop.nama, sop.nomor, sop.unit, sop.keadaan].join(" ").toLocaleLowerCase("id");
    this.problems = cell("masalah", "");
    this.review = cell("tinjauan", "");
    const state = cell("keadaan", node("span", { class: "keadaan" }, sop.keadaan));
    if (built) state.append(node("span", { class: "dibangun" }, built));
    this.element = node(
      "tr",
      {},
      node("th", { scope: "row" }, node("a", { href: `#/sop/${sop.id}` }, sop.nama || W.tanpaNama)),
      cell("nomor", sop.nomor),
      cell("unit", sop.unit),
      state,
      this.problems,
      this.review,
      cell("langkah", W.anjuran(sop.langkah_berikutnya)),
    );
  }

  show(wish) {
    this.element.hidden = !this.words.includes(wish);
    return !this.element.hidden;
  }

  /** Tell what a survey found; without one nothing is known yet. */
  tell(surveyed) {
    if (!surveyed) return;
    const counts = weightsOf(surveyed).map(([weight, words]) => node("span", { class: weight }, node("span", { class: "bobot" }, words)));
    this.problems.replaceChildren(...(counts.length ? counts : [KATA.periksa.ringkasan()]));
    this.problems.classList.toggle("kosong", !counts.length);
    const { tinjauan: day, mendesak: urgency } = surveyed;
    const near = urgency && W.mendesak[urgency];
    this.review.replaceChildren(day ? dayInWords(day) : W.belumDijadwalkan, ...(near ? [node("span", { class: urgency }, near)] : []));
    this.review.classList.toggle("kosong", !day);
  }
}

const weightsOf = (surveyed) => KATA.periksa.urutan.flatMap((weight) => (surveyed[weight] ? [[weight, KATA.periksa.jumlah(surveyed[weight], weight)]] : []));

/** Return when an SOP was built last and into what; nothing where it was not. */
function builtOf(files) {
  const times = Object.values(files);
  if (!times.length) return "";
  const day = new Date(Math.max(...times) * 1000);
  return W.dibangun(day.toLocaleString("id-ID", { dateStyle: "medium", timeStyle: "short" }), Object.keys(files).join(", ").toUpperCase());
}
