/** The screen with all SOPs of the project. */

import { ask } from "./asking.js";
import { listening } from "./happenings.js";
import { KATA } from "./kata.js";
import { addressOf } from "./letterhead.js";
import { button, freshId, node } from "./nodes.js";

const W = KATA.daftar;

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
    const heads = [W.nama, W.nomor, W.unit, W.keadaan, W.langkah].map((words) => node("th", { scope: "col" }, words));
    this.table = node("table", { class: "daftar" }, node("caption", { class: "tersembunyi" }, W.judul), node("thead", {}, node("tr", {}, ...heads)));
    this.empty = node("p", { class: "kosong" });
    const ways = [["#/masuk", KATA.masuk.judul], ["#/buku", KATA.rak.judul], ["#/revisi", KATA.revisi.judul]].map(([href, words]) => node("a", { href, class: "tombol" }, words));
    this.element = node(
      "main",
      { class: "daftar" },
      node("div", { class: "kepala" }, this.heading, node("div", { class: "deret" }, this.make, ...ways, node("a", { href: "#/baru", class: "tombol-utama" }, W.buat))),
      node("div", { class: "saring" }, node("label", { for: id }, W.saring), this.wish, this.count),
      this.built,
      this.table,
      this.empty,
    );
    this.#take(told);
  }

  /** Read the list again. */
  async look() {
    const { code, told } = await ask("/api/proyek");
    if (code === 200) this.#take(told);
  }

  say(words) {
    this.built.replaceChildren(node("p", {}, words));
  }

  #take({ sop, kop }) {
    this.sops = sop;
    this.groups = groupsOf(sop, kop).map(([name, members]) => new Group(name, members, kop.includes(name)));
    for (const body of [...this.table.tBodies]) body.remove();
    this.table.append(...this.groups.map((each) => each.element));
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
    this.say(W.membangun);
    const { code, told } = await ask("/api/bangun", { sop: this.sops.map((sop) => sop.id) });
    this.make.disabled = false;
    if (code !== 200) {
      this.say(told.pesan ?? KATA.gagal);
      return;
    }
    const count = (status) => told.hasil.filter((each) => each.status === status).length;
    const words = W.ringkasan(count("dibuat"), count("tetap"), count("gagal"));
    const names = new Map(this.sops.map((sop) => [sop.id, sop.nama || W.tanpaNama]));
    const failed = told.hasil.filter((each) => each.status === "gagal").map((each) =>
      node("li", {}, node("a", { href: `#/sop/${each.id}` }, names.get(each.id)), `: ${each.masalah.map((problem) => problem.pesan).join(" ")}`),
    );
    this.built.replaceChildren(node("p", {}, words), ...(failed.length ? [node("ul", {}, ...failed)] : []));
    await this.look();
  }
}

/** The SOPs of one agency, under its name, which leads to its letterhead. */
class Group {
  constructor(name, sops, isLetterhead) {
    this.rows = sops.map((sop) => [Object.values(sop).join(" ").toLocaleLowerCase("id"), row(sop)]);
    const head = node("tr", { class: "instansi" }, node("th", { colspan: 5, scope: "rowgroup" }, isLetterhead ? node("a", { href: addressOf(name) }, KATA.kop.judul(name)) : name));
    this.element = node("tbody", {}, head, ...this.rows.map(([, each]) => each));
  }

  show(wish) {
    let count = 0;
    for (const [words, each] of this.rows) {
      each.hidden = !words.includes(wish);
      if (!each.hidden) count += 1;
    }
    this.element.hidden = count === 0 && (this.rows.length > 0 || wish !== "");
    return count;
  }
}

function row(sop) {
  const cell = (words, label) => node("td", { "data-judul": label, class: words ? undefined : "kosong" }, words || "–");
  return node(
    "tr",
    {},
    node("th", { scope: "row" }, node("a", { href: `#/sop/${sop.id}` }, sop.nama || W.tanpaNama)),
    cell(sop.nomor, W.nomor),
    cell(sop.unit, W.unit),
    node("td", { "data-judul": W.keadaan }, node("span", { class: "keadaan" }, sop.keadaan)),
    cell(W.anjuran(sop.langkah_berikutnya), W.langkah),
  );
}

/** Return the SOPs by their folders; a letterhead without any has its own heading. */
function groupsOf(sops, letterheads) {
  const groups = new Map();
  for (const sop of sops) {
    const name = sop.berkas.split(/[\\/]/).at(-2) ?? "";
    groups.set(name, [...(groups.get(name) ?? []), sop]);
  }
  for (const name of letterheads) if (!groups.has(name)) groups.set(name, []);
  return [...groups];
}
