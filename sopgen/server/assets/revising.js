/** The screen on which many texts are revised at once, in three steps: what, what becomes of it, done. */

import { ask } from "./asking.js";
import { backLink } from "./back.js";
import { KATA } from "./kata.js";
import { button, node } from "./nodes.js";
import { Box, namesOf, Question } from "./question.js";

const W = KATA.revisi;

/** Show the first step in `screen`. */
export async function showRevising(screen) {
  const { code, told } = await ask("/api/proyek");
  document.title = KATA.judul(W.judul);
  if (code !== 200) {
    screen.replaceChildren(node("main", { class: "pesan" }, node("p", {}, told.pesan || KATA.gagal), backLink()));
    return;
  }
  const revising = new Revising(told);
  screen.replaceChildren(revising.element);
  revising.go(0);
}

class Revising {
  constructor(project) {
    this.wish = new Wish(project, () => this.#preview());
    this.heading = node("h1", { tabindex: -1 });
    this.marks = W.langkah.map((words, at) => node("li", {}, `${at + 1}. ${words}`));
    this.wrong = node("p", { class: "peringatan-atas", role: "alert", hidden: true });
    this.part = node("div", { class: "bagian-revisi" });
    const steps = node("ol", { class: "tahapan", "aria-label": W.tahapan }, ...this.marks);
    this.element = node("main", { class: "revisi" }, node("div", {}, backLink()), this.heading, steps, this.wrong, this.part);
  }

  /** Show the step `at` with `parts`; the first one is the wish as it was typed. */
  go(at, ...parts) {
    this.#say("");
    this.marks.forEach((mark, each) => {
      if (each === at) mark.setAttribute("aria-current", "step");
      else mark.removeAttribute("aria-current");
    });
    this.heading.textContent = `${W.judul}: ${W.langkah[at]}`;
    this.part.replaceChildren(...(at === 0 ? [this.wish.element] : parts.filter(Boolean)));
    this.heading.focus();
  }

  #say(words) {
    this.wrong.hidden = !words;
    this.wrong.textContent = words;
  }

  /** Ask for the revision; return the answer, or null where it was refused. */
  async #ask(way) {
    this.#say("");
    this.wish.tellLacking();
    const { code, told } = await ask(`/api/revisi/${way}`, this.asked);
    if (code === 200 && !told.pesan) return told;
    if (!this.wish.tellLacking(told.isian, told.pesan)) this.#say(told.pesan ?? KATA.gagal);
    return null;
  }

  async #preview() {
    this.asked = this.wish.asked();
    const told = await this.#ask("pratinjau");
    if (!told) return;
    const count = told.berkas.length;
    const back = button(W.ubah, () => this.go(0));
    const carry = button(W.terapkan, () => this.#carryOut(carry), { kind: "utama" });
    carry.disabled = !count;
    this.go(
      1,
      node("p", { class: "jumlah" }, count ? W.jumlahBerkas(count) : W.tidakAda),
      told.terputus ? node("p", { class: "belum-ikut" }, W.terputus(told.terputus)) : null,
      problemList(told.masalah),
      ...told.berkas.map(fileShown),
      node("div", { class: "deret" }, carry, back),
    );
  }

  async #carryOut(carry) {
    carry.disabled = true;
    const told = await this.#ask("terapkan");
    carry.disabled = false;
    if (!told) return;
    const list = (title, words) => (words.length ? [node("h2", {}, title), node("ul", { class: "daftar-hasil" }, ...words.map((each) => node("li", {}, each)))] : []);
    this.go(
      2,
      node("p", {}, W.selesai(told.ditulis.length)),
      told.diselesaikan ? node("p", {}, W.diselesaikan(told.diselesaikan)) : null,
      told.belum ? node("p", { class: "belum-ikut" }, W.belum(told.belum)) : null,
      problemList(told.masalah),
      ...list(W.ditulis, told.ditulis),
      ...list(W.pemberitahuan, told.pemberitahuan),
      node("div", { class: "deret" }, backLink()),
    );
  }
}

const problemList = (problems) =>
  problems.length ? node("ul", { class: "masalah-revisi" }, ...problems.map((each) => node("li", {}, `${each.berkas}: ${each.pesan} ${each.saran}`.trim()))) : null;

/** One file: each of its places as it was and as it will be. */
function fileShown(file) {
  const cell = (words, label) => node("td", { "data-judul": label, class: words ? "" : "kosong" }, words || W.kosong);
  const rows = file.perubahan.map((each) =>
    node("tr", {}, node("th", { scope: "row" }, each.label), cell(each.dahulu, W.dahulu), cell(each.sekarang, W.sekarang)),
  );
  const title = [file.nama, file.nomor].filter(Boolean).join(" · ") || file.berkas;
  const heads = [W.tempat, W.dahulu, W.sekarang].map((words) => node("th", { scope: "col" }, words));
  const reissued = file.diterbitkan_ulang.map((each) => [each.nama, each.nomor].filter(Boolean).join(" · "));
  return node(
    "section",
    { class: "berkas-revisi", "aria-label": title },
    node("h2", {}, title),
    node("table", { class: "daftar" }, node("caption", { class: "tersembunyi" }, title), node("thead", {}, node("tr", {}, ...heads)), node("tbody", {}, ...rows)),
    reissued.length ? node("p", {}, W.terbitUlang(reissued.join("; "))) : null,
    node("details", {}, node("summary", {}, W.beda), node("pre", { tabindex: 0, role: "region", "aria-label": W.bedaDari(title) }, file.beda)),
  );
}

/** What is asked of a revision, as it is typed. */
class Wish {
  constructor(project, preview) {
    this.project = project;
    this.dates = questions(["tanggal_revisi", "tanggal_efektif", "pengesah"]);
    this.words = questions(["lama", "baru"]);
    this.columns = Object.entries(W.kolomnya).map(([name, words]) => new Box(name, words, name === "kegiatan"));
    this.kop = new Question("kop", W.kopPejabat, { choices: project.kop.map((name) => [name, name]), none: W.tanpaPengganti });
    this.official = new Question("id", W.pejabatnya, { choices: [], none: W.pilihPejabat });
    this.kop.control.addEventListener("change", () => this.#offerOfficials());
    this.successor = questions(["nama", "nip", "pangkat", "golongan", "mulai"]);
    this.date = questions(["tanggal"]);
    this.sops = project.sop.map((sop) => new Box(sop.id, [sop.nama || KATA.daftar.tanpaNama, sop.nomor].filter(Boolean).join(" · "), true));
    this.chosen = node("p", { class: "jumlah", role: "status" });
    const all = (is) => () => {
      for (const box of this.sops) box.control.checked = is;
      this.#count();
    };
    const list = node("div", { class: "kotak-kotak" }, ...this.sops.map((box) => box.element));
    list.addEventListener("change", () => this.#count());
    this.element = node(
      "form",
      { novalidate: true, class: "baru" },
      group(W.tanggalDanPengesah, row(this.dates)),
      group(W.kataKata, row(this.words), group(W.kolom, node("div", { class: "kotak-kotak" }, ...this.columns.map((box) => box.element)))),
      group(W.pengganti, row([this.kop, this.official]), row(this.successor)),
      group(W.sop, node("div", { class: "deret" }, button(W.semua, all(true)), button(W.tidakSatu, all(false)), this.chosen), list),
      row(this.date),
      node("div", { class: "deret" }, node("button", { type: "submit", class: "utama" }, W.lihat)),
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      preview();
    });
    this.#count();
    this.#fit();
  }

  /** Return what `/api/revisi/*` is asked. */
  asked() {
    const typed = (fields) => Object.fromEntries(fields.map((field) => [field.name, field.value]));
    const asked = { ...typed(this.dates), ...typed(this.date), sop: namesOf(this.sops) };
    const words = typed(this.words);
    if (words.lama || words.baru) Object.assign(asked, { ganti: [words], kolom: namesOf(this.columns) });
    if (!this.kop.value) return asked;
    const { pangkat, golongan, ...new_ } = typed(this.successor);
    const pejabat = { kop: this.kop.value, id: this.official.value, ...new_, pangkat: pangkat || null, golongan: golongan || null };
    return { ...asked, pejabat };
  }

  /** Say `words` at the field of that name, at no other, and go there; tell whether that is seen. */
  tellLacking(name, words) {
    const fields = [...this.dates, ...this.words, this.kop, this.official, ...this.successor, ...this.date];
    for (const field of fields) field.showProblem(field.name === name ? words : "");
    const wrong = fields.find((field) => field.name === name && field.control.isConnected);
    wrong?.control.focus();
    return wrong !== undefined;
  }

  #count() {
    this.chosen.textContent = W.dipilih(namesOf(this.sops).length, this.sops.length);
  }

  #fit() {
    for (const field of [this.official, ...this.successor]) field.control.disabled = !this.kop.value;
  }

  async #offerOfficials() {
    this.#fit();
    const name = this.kop.value;
    const { code, told } = name ? await ask(`/api/kop/${encodeURIComponent(name)}`) : {};
    if (name !== this.kop.value) return;
    const officials = code === 200 ? Object.entries(told.pohon.pejabat || {}) : [];
    this.official.offer(officials.map(([id, each]) => [id, [each?.jabatan, each?.nama].filter(Boolean).join(", ") || id]));
  }
}

const questions = (names) => names.map((name) => new Question(name, W.isian[name], { hint: W.petunjuk[name] }));
const row = (fields) => node("div", { class: "sebaris" }, ...fields.map((field) => field.element));
const group = (words, ...content) => node("fieldset", { class: "kelompok" }, node("legend", {}, words), ...content);
