/** Questions and answers that stand above the page until they are closed. */

import { KATA } from "./kata.js";
import { button, freshId, node } from "./nodes.js";
import { shortcutsAreOn, turnShortcuts } from "./shortcuts.js";

/** Show a dialog and return the value of the button that closed it; none for Escape. */
function asked(title, content, buttons) {
  const id = freshId();
  const before = document.activeElement;
  return new Promise((resolve) => {
    const dialog = node("dialog", { "aria-labelledby": id }, node("h2", { id }, title), ...content);
    const row = buttons.map(([words, value, kind]) => button(words, () => dialog.close(value), { kind }));
    dialog.append(node("div", { class: "deret" }, ...row));
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus();
      resolve(dialog.returnValue);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Ask whether something that touches `others` is to be done. */
export async function confirmed(title, why, others, yes) {
  const list = node("ul", {}, ...others.map((words) => node("li", {}, words)));
  const answer = await asked(title, [node("p", {}, why), list], [
    [yes, "ya", "utama"],
    [KATA.batalkan, "", ""],
  ]);
  return answer === "ya";
}

/** Ask whose words are to stand; return whether it is those that were typed here. */
export async function keepsMine(theirs, mine) {
  const W = KATA.bentrok;
  const said = (value) => (Array.isArray(value) ? value.join("\n") : value) || W.kosong;
  const pair = (words, value) => [node("dt", {}, words), node("dd", {}, said(value))];
  const list = node("dl", { class: "beda" }, ...pair(W.diBerkas, theirs), ...pair(W.punyaSaya, mine));
  const answer = await asked(W.judul, [node("p", {}, W.penjelasan), list], [
    [W.pakaiSaya, "saya", "utama"],
    [W.pakaiBerkas, "", ""],
  ]);
  return answer === "saya";
}

/** Show a text of several lines. */
export const showText = (title, text) => asked(title, [node("p", { class: "beberapa-baris" }, text)], [[KATA.tutup, "", "utama"]]);

/** Show what changed since a text was opened; return whether all of it is to be taken back. */
export async function takesBack(difference) {
  const W = KATA.sejakDibuka;
  const lines = node("pre", { class: "beda-berkas", tabindex: 0, role: "region", "aria-label": W.judul }, difference);
  const content = difference ? [node("p", {}, W.penjelasan), lines] : [node("p", {}, W.takAda)];
  const ways = difference ? [[W.kembalikan, "ya", ""]] : [];
  return (await asked(W.judul, content, [[KATA.tutup, "", "utama"], ...ways])) === "ya";
}

/** Show which keys do what. */
export function showHelp() {
  const W = KATA.bantuan;
  const id = freshId();
  const box = node("input", { type: "checkbox", id, onchange: () => turnShortcuts(box.checked) });
  box.checked = shortcutsAreOn();
  const rows = W.daftar.map(([keys, what]) => node("tr", {}, node("th", { scope: "row" }, keys), node("td", {}, what)));
  const content = [
    node("p", {}, W.simpan),
    node("table", { class: "pintas" }, node("tbody", {}, ...rows)),
    node("div", { class: "pilihan" }, box, node("label", { for: id }, W.pakai)),
  ];
  return asked(W.judul, content, [[KATA.tutup, "", "utama"]]);
}

/**
 * Show that something is being built, then with `result` its files or what stands against it;
 * files stand at `address`/format.
 */
export function showBuilding(building, address, formats = Object.keys(KATA.bangun.berkas)) {
  const W = KATA.bangun;
  const told = node("div", { role: "status" }, node("p", {}, W.sedang));
  const closed = asked(W.judul, [told], [[KATA.tutup, "", ""]]);
  building.then((result) => {
    const words = node("p", {}, result.pesan ?? W.hasil[result.status] ?? KATA.gagal);
    const links = formats.map((format) =>
      node("li", {}, node("a", { href: `${address}/${format}`, download: true }, W.berkas[format])),
    );
    const problems = result.masalah.map((each) => node("li", {}, `${each.pesan} ${each.saran}`));
    const isThere = result.status === "dibuat" || result.status === "tetap";
    told.replaceChildren(words);
    if (problems.length) told.append(node("ul", {}, ...problems));
    if (isThere) told.append(node("ul", { class: "unduhan" }, ...links));
    told.querySelector("a")?.focus();
  });
  return closed;
}
