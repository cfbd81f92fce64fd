/** The form of the identity sheet, in the order of the sheet. */

import { ask } from "./asking.js";
import { dayInWords } from "./dates.js";
import { ChoiceField, ITEMS, LINE, TextField } from "./fields.js";
import { KATA } from "./kata.js";
import { addressOf } from "./letterhead.js";
import { freshId, node, say } from "./nodes.js";

const W = KATA.identitas;
const DATES = ["tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif"];
const BOXES = ["dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan"];
const USUALLY_ITEMS = new Set(BOXES.slice(0, 4));

/** Return the form for the SOP `id` on `desk`; its fields are added to `fields`. */
export function identityForm(desk, fields, id) {
  const short = (key) => added(fields, new TextField(desk, () => [key], { label: W[key], short: true }));
  const line = (key) => added(fields, new TextField(desk, () => [key], { label: W[key], oneLine: true }));
  const state = new ChoiceField(desk, () => ["status"], {
    label: W.status,
    choices: () => Object.entries(W.statusSop),
  });
  const approver = new TextField(desk, () => ["pengesah"], { label: W.pengesah, hint: W.petunjukPengesah, short: true });
  suggestOfficials(approver, desk.tree.kop);
  return node(
    "div",
    { class: "identitas" },
    letterheadLink(desk.tree.kop, id),
    short("nomor"),
    node("div", { class: "sebaris" }, ...DATES.map((key) => added(fields, new DateField(desk, key)))),
    node("div", { class: "sebaris" }, added(fields, approver), short("revisi_ke"), added(fields, state)),
    line("nama"),
    line("unit"),
    node("div", { class: "kotak" }, ...BOXES.map((key) => added(fields, new BoxField(desk, key)))),
    line("judul_alur"),
  );
}

function letterheadLink(name, id) {
  if (typeof name !== "string" || !name) return null;
  return node("p", {}, node("a", { href: addressOf(name, id) }, W.kop(name)));
}

function added(fields, field) {
  fields.add(field);
  return field.element;
}

/** Let `field` suggest the officials of the letterhead of that name, once they are known. */
async function suggestOfficials(field, letterhead) {
  if (typeof letterhead !== "string" || !letterhead) return;
  const { code, told } = await ask(`/api/kop/${encodeURIComponent(letterhead)}`);
  if (code !== 200) return;
  const officials = Object.entries(told.pohon.pejabat || {});
  const id = freshId();
  const words = ([name, official]) => node("option", { value: name }, [official?.jabatan, official?.nama].filter(Boolean).join(", "));
  field.element.append(node("datalist", { id }, ...officials.map(words)));
  field.control.setAttribute("list", id);
}

/** A date as typed; below it stands how it is printed. */
class DateField extends TextField {
  constructor(desk, key) {
    super(desk, () => [key], { label: W[key], hint: W.petunjukTanggal, short: true });
    this.control.addEventListener("input", () => this.#tell());
  }

  refresh() {
    super.refresh();
    this.#tell();
  }

  #tell() {
    say(this.hint, printed(this.control.value.trim()));
  }
}

function printed(typed) {
  const words = dayInWords(typed);
  if (words === null) return W.tidakAdaTanggal;
  return words ? W.tercetak(words) : W.petunjukTanggal;
}

/** A box of texts: a list with an item a line, or one paragraph. */
class BoxField extends TextField {
  constructor(desk, key) {
    super(desk, () => [key], { label: W[key], hint: W.petunjukButir, way: ITEMS });
    const id = freshId();
    this.usual = USUALLY_ITEMS.has(key);
    this.choice = node("input", { type: "checkbox", id });
    this.choice.addEventListener("change", () => this.#turn());
    const words = node("label", { for: id, "aria-label": W.sebagaiButir(W[key]) }, W.butir);
    this.element.append(node("div", { class: "pilihan" }, this.choice, words));
    this.element.classList.add("besar");
  }

  refresh() {
    const isEmpty = !this.value?.length;
    this.#be(Array.isArray(this.value) || (isEmpty && this.usual));
    super.refresh();
  }

  #be(isList) {
    this.way = isList ? ITEMS : LINE;
    this.choice.checked = isList;
    this.usual = isList;
    say(this.hint, isList ? W.petunjukButir : W.petunjukParagraf);
  }

  #turn() {
    this.#be(this.choice.checked);
    this.desk.type(this.place(), this.way.read(this.control.value));
    this.desk.save();
  }
}
