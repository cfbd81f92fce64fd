/** The screen with the books of the project and the registers of its agencies. */

import { tried } from "./asking.js";
import { showBuilding } from "./dialogs.js";
import { listening } from "./happenings.js";
import { KATA } from "./kata.js";
import { button, node } from "./nodes.js";

const W = KATA.rak;
const FORMATS = ["docx", "pdf"];

/** Show the screen in `screen`; return what ends it. */
export async function showShelf(screen) {
  document.title = KATA.judul(W.judul);
  const shelf = new Shelf();
  screen.replaceChildren(shelf.element);
  shelf.heading.focus();
  await shelf.look();
  return listening({ proyek: () => shelf.look(), berkas: () => shelf.look(), kop: () => shelf.look() });
}

class Shelf {
  #seen = "";

  constructor() {
    this.heading = node("h1", { tabindex: -1 }, W.judul);
    this.books = node("div", { class: "buku" }, node("p", {}, KATA.memuat));
    this.registers = node("ul", { class: "unduhan" });
    this.said = node("div", { role: "status", class: "hasil-bangun" });
    this.make = button(W.perbarui, () => this.#makeRegisters());
    this.element = node(
      "main",
      { class: "rak" },
      node("div", { class: "kepala" }, this.heading, node("a", { href: "#/" }, KATA.baru.kembali)),
      node("section", {}, node("h2", {}, W.buku), this.books),
      node("section", {}, node("h2", {}, W.register), node("p", {}, W.tentangRegister), this.registers, node("div", { class: "deret" }, this.make), this.said),
    );
  }

  /** Read the books and registers again; what is as before stays, and the focus with it. */
  async look() {
    const { code, told } = await tried("/api/buku");
    if (code !== 200) {
      this.#seen = "";
      this.books.replaceChildren(node("p", {}, told.pesan ?? KATA.ditolak));
      return;
    }
    const seen = JSON.stringify(told);
    if (seen === this.#seen) return;
    this.#seen = seen;
    const kept = document.activeElement?.dataset.buku;
    const books = told.buku.map((each) => this.#book(each));
    this.books.replaceChildren(...(books.length ? books : [node("p", { class: "kosong" }, W.takAdaBuku)]));
    if (kept) this.books.querySelector(`[data-buku="${kept}"]`)?.focus();
    this.registers.replaceChildren(...told.register.map(registerOf));
  }

  #book(book) {
    const name = book.judul || book.berkas;
    const links = book.unduhan.map((format) => downloaded(`/api/buku/${book.id}/${format}`, KATA.bangun.berkas[format], W.unduh(KATA.bangun.berkas[format], name)));
    const problems = book.masalah.map((each) => node("li", {}, `${each.pesan} ${each.saran}`.trim()));
    const build = button(W.bangun, () => this.#build(book.id), { name: W.bangunBuku(name), kind: "utama" });
    build.dataset.buku = book.id;
    return node(
      "article",
      {},
      node("div", { class: "kepala" }, node("h3", {}, name), node("span", { class: "keadaan" }, book.keadaan)),
      node("p", { class: "petunjuk" }, [W.berkas(book.berkas), book.status].filter(Boolean).join(" · ")),
      ...contentsOf(book.bagian),
      problems.length ? node("p", {}, W.salah) : null,
      problems.length ? node("ul", { class: "butir" }, ...problems) : null,
      node("div", { class: "deret" }, build, ...links),
    );
  }

  async #build(id) {
    const making = async () => {
      const { code, told } = await tried("/api/buku/bangun", { buku: [id] });
      return (code === 200 && told.hasil[0]) || { status: "gagal", masalah: [], pesan: told.pesan ?? KATA.gagal };
    };
    await showBuilding(making(), `/api/buku/${id}`, FORMATS);
    await this.look();
  }

  async #makeRegisters() {
    this.make.disabled = true;
    this.said.replaceChildren(node("p", {}, W.membuat));
    const { code, told } = await tried("/api/register", {});
    this.make.disabled = false;
    const problems = (told.masalah ?? []).map((each) => node("li", {}, `${each.pesan} ${each.saran}`.trim()));
    const words = code === 200 ? W.dibuat(told.ditulis, told.tetap) : told.pesan ?? KATA.gagal;
    this.said.replaceChildren(node("p", {}, words), ...(problems.length ? [node("ul", {}, ...problems)] : []));
    await this.look();
  }
}

/** The SOPs of a book in their order, numbered through; a part has its title above. */
function contentsOf(parts) {
  let count = 1;
  return parts.flatMap(({ judul, sop }) => {
    const list = node("ol", { start: count }, ...sop.map(entryOf));
    count += sop.length;
    return judul ? [node("p", { class: "bagian" }, judul), list] : [list];
  });
}

function entryOf({ id, nama, nomor }) {
  const name = nama || KATA.daftar.tanpaNama;
  return node("li", {}, id === null ? name : node("a", { href: `#/sop/${id}` }, name), ` (${nomor || W.tanpaNomor})`);
}

function registerOf({ kop, ada }) {
  return node("li", {}, ada ? downloaded(`/api/register/${encodeURIComponent(kop)}`, W.excel(kop)) : `${kop}: ${W.belumAda}`);
}

const downloaded = (href, words, name) => node("a", { href, download: true, "aria-label": name }, words);
