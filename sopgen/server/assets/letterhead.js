/** The screen of one letterhead: the lines of the agency, its logo, its officials, its looks. */

import { showBench } from "./bench.js";
import { confirmed } from "./dialogs.js";
import { CELL, ChoiceField, TextField } from "./fields.js";
import { KATA } from "./kata.js";
import { looksForm } from "./looks.js";
import { announce, arranged, button, freshId, node } from "./nodes.js";
import { letDrop, picker } from "./picking.js";
import { keyOf, LETTERHEAD, letterheadPlaceOf, placeNamed } from "./places.js";

const W = KATA.kop;
const FACTS = ["jabatan", "nama", "pangkat", "golongan", "nip"];
const KINDS = ["image/png", "image/jpeg"];

/** Return where the screen of a letterhead stands, shown by the SOP `id` and led to `place`. */
export function addressOf(name, id, place) {
  const shown = id === undefined ? "" : `/${id}`;
  const at = place === undefined ? "" : `/${encodeURIComponent(keyOf(place))}`;
  return `#/kop/${encodeURIComponent(name)}${shown}${at}`;
}

/** Show the letterhead that `path` names, as `addressOf` wrote it. Return what ends it. */
export function showLetterhead(screen, path) {
  const [name, id, at] = path.split("/").map(decodeURIComponent);
  return showBench(screen, {
    source: { address: serverAddressOf(name), shownBy: id && shownBy(id) },
    made: (bench) => new LetterheadForm(bench, name, at && placeNamed(at)),
    led: letterheadPlaceOf,
    held: LETTERHEAD,
    heard: (desk) => ({ kop: (told) => told.kop === name && desk.look(), berkas: () => desk.look(), proyek: () => desk.look() }),
  });
}

const serverAddressOf = (name) => `/api/kop/${encodeURIComponent(name)}`;
const shownBy = (id) => `?sop=${id}`;

class LetterheadForm {
  label = W.bagian;
  buttons = [];

  constructor({ desk, fields }, name, begun) {
    Object.assign(this, { desk, fields, name, begun });
    this.#hear();
    this.shower = showerChoice(desk, name, () => this.choices.sop);
    this.lines = new TextField(desk, () => ["instansi"], { label: W.instansi, hint: W.petunjukInstansi, way: CELL });
    const address = new TextField(desk, () => ["alamat"], { label: W.alamat, hint: W.petunjukAlamat, way: CELL });
    for (const field of [this.lines, address]) fields.add(field);
    this.logo = new LogoField(desk, name);
    fields.add(this.logo);
    this.officials = new Officials(desk, fields);
    const parts = [this.shower, this.lines, address, this.logo, this.officials].map((part) => part.element);
    this.element = node("div", { class: "identitas" }, ...parts, looksForm(desk, fields, () => this.choices.bentuk));
  }

  start() {
    return this.begun;
  }

  get current() {
    return this.lines.control;
  }

  title() {
    return W.judul(this.name);
  }

  show() {}

  placeOf() {
    return null;
  }

  get known() {
    return [this.choices.kunci];
  }

  /** Keep what may be chosen: it is told again only where it is another by now. */
  #hear() {
    const told = this.desk.answer.pilihan;
    if (told.bentuk) this.choices = told;
  }

  refresh() {
    this.#hear();
    this.shower.refresh();
    this.shower.element.hidden = this.choices.sop.length < 2;
    this.officials.refresh();
    this.fields.refresh();
  }
}

/** Which SOP shows the letterhead; the address says it too, and what is being typed stays. */
function showerChoice(desk, name, sops) {
  let wish = null;
  return new ChoiceField(desk, () => [], {
    label: W.lembar,
    choices: () => sops().map(({ id, nama }) => [id, nama || KATA.daftar.tanpaNama]),
    shown: () => wish ?? desk.answer.tampil ?? "",
    async change(id) {
      wish = id;
      history.replaceState(null, "", addressOf(name, id));
      await desk.showBy(shownBy(id));
      if (wish === id) wish = null;
    },
  });
}

/** The logo as it is printed, and another one in its place. */
class LogoField {
  constructor(desk, name) {
    const id = freshId();
    Object.assign(this, { desk, name });
    this.picture = node("img", { class: "logo", alt: W.logo, hidden: true });
    this.none = node("p", { class: "kosong" }, W.tanpaLogo);
    this.problem = node("p", { class: "salah", id: `${id}-salah`, hidden: true });
    const give = ([file]) => file && this.#give(file);
    const { control, element } = picker(W.pilihLogo, give, { id, accept: KINDS.join(","), "aria-describedby": `${id}-petunjuk ${id}-salah` });
    this.control = control;
    const hint = node("p", { class: "petunjuk", id: `${id}-petunjuk` }, W.petunjukLogo);
    this.element = node("div", { class: "isian" }, node("label", { for: id }, W.logo), this.picture, this.none, element, hint, this.problem);
    letDrop(this.element, this.element, give);
  }

  place() {
    return ["logo"];
  }

  refresh() {
    const { logo } = this.desk.answer;
    if (logo && logo !== this.shown) this.picture.src = `${serverAddressOf(this.name)}/logo?${logo}`;
    this.shown = logo;
    this.picture.hidden = !logo;
    this.none.hidden = Boolean(this.desk.at(["logo"]));
  }

  showProblem(words) {
    TextField.prototype.showProblem.call(this, words);
  }

  focus() {
    this.control.focus();
  }

  async #give(file) {
    if (!KINDS.includes(file.type)) {
      this.showProblem(W.bukanLogo);
      announce(W.bukanLogo);
      return;
    }
    this.showProblem();
    if (await this.desk.put("logo", file)) announce(W.logoDiganti);
  }
}

/** The officials: what is printed of each; they are added and removed. */
class Officials {
  #cards = new Map();

  constructor(desk, fields) {
    const id = freshId();
    Object.assign(this, { desk, fields });
    this.list = node("ul", { class: "pejabat" });
    this.problem = node("p", { class: "salah", id: `${id}-salah`, hidden: true });
    this.post = node("input", { type: "text", id, autocomplete: "off", "aria-describedby": `${id}-salah` });
    this.post.addEventListener("input", () => this.#say(""));
    this.post.addEventListener("keydown", (event) => event.key === "Enter" && this.#add());
    const more = node(
      "div",
      { class: "isian" },
      node("label", { for: id }, W.jabatanBaru),
      node("div", { class: "tambah" }, this.post, button(`+ ${W.tambah}`, () => this.#add(), {})),
      this.problem,
    );
    this.element = node("section", { class: "para-pejabat", "aria-label": W.pejabat }, node("h2", {}, W.pejabat), this.list, more);
    this.refresh();
  }

  refresh() {
    const names = Object.keys(this.#all());
    for (const [name, card] of this.#cards) {
      if (names.includes(name)) continue;
      for (const field of card.fields) this.fields.remove(field);
      this.#cards.delete(name);
    }
    for (const name of names) if (!this.#cards.has(name)) this.#cards.set(name, this.#card(name));
    arranged(this.list, names.map((name) => this.#cards.get(name).element));
  }

  #all() {
    const found = this.desk.at(["pejabat"]);
    return found && typeof found === "object" ? found : {};
  }

  #card(name) {
    const fields = FACTS.map((key) => new TextField(this.desk, () => ["pejabat", name, key], { label: W[key], before: `${name}: `, oneLine: true }));
    for (const field of fields) this.fields.add(field);
    const [post, own, ...others] = fields.map((field) => field.element);
    const gone = button(W.hapus, () => this.#remove(name), { kind: "tipis", name: W.hapusPejabat(name) });
    const group = node("fieldset", { class: "kelompok" }, node("legend", {}, name), post, own, node("div", { class: "sebaris" }, ...others), gone);
    return { fields, element: node("li", {}, group) };
  }

  #add() {
    const post = this.post.value.trim();
    const plain = post.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    if (!plain) return this.#say(W.tulisJabatan);
    let [name, number] = [plain, 1];
    while (Object.hasOwn(this.#all(), name)) name = `${plain}-${(number += 1)}`;
    this.post.value = "";
    this.desk.change({ op: "atur", di: ["pejabat", name, "jabatan"], lama: "", baru: post });
    this.#cards.get(name).fields[1].focus();
    announce(W.ditambah(post, name));
  }

  async #remove(name) {
    if (!(await confirmed(W.hapusPejabat(name), W.tanyaHapus, [], W.hapus))) return;
    this.desk.change({ op: "buang", di: ["pejabat", name] });
    this.post.focus();
    announce(W.dihapus(name));
  }

  #say(words) {
    TextField.prototype.showProblem.call({ problem: this.problem, control: this.post }, words);
    if (words) this.post.focus();
  }
}
