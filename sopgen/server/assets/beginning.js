/** The screen on which a new SOP begins. */

import { ask } from "./asking.js";
import { KATA } from "./kata.js";
import { node } from "./nodes.js";
import { Question } from "./question.js";

const W = KATA.baru;
const OF_A_COPY = new Set(["nama", "nomor"]);

/** Show the questions in `screen`; a new SOP is opened at once. */
export async function showBeginning(screen) {
  const { told: project } = await ask("/api/proyek");
  document.title = KATA.judul(W.judul);
  const source = new Question("sop", W.salin, { hint: W.petunjukSalin, choices: (project.sop ?? []).map((sop) => [String(sop.id), sop.nama || KATA.daftar.tanpaNama]), none: W.tanpaSalin });
  const fields = [
    new Question("kop", W.kop, { choices: (project.kop ?? []).map((name) => [name, name]), none: W.pilihKop, isNeeded: true }),
    new Question("nama", W.nama, { hint: W.petunjukNama, isNeeded: true }),
    new Question("nomor", W.nomor),
    new Question("unit", W.unit),
    new Question("pelaksana", W.pelaksana, { hint: W.petunjukPelaksana, lines: 4, isNeeded: true }),
    new Question("kegiatan", W.kegiatan, { hint: W.petunjukKegiatan, isNeeded: true }),
  ];
  const ofACopy = fields.filter(({ name }) => OF_A_COPY.has(name));
  const asked = () => (source.value ? ofACopy : fields);
  source.control.addEventListener("change", () => {
    for (const field of fields) field.element.hidden = !asked().includes(field);
  });
  const heading = node("h1", { tabindex: -1 }, W.judul);
  const wrong = node("p", { class: "peringatan-atas", role: "alert", hidden: true });
  const say = (words) => {
    wrong.hidden = !words;
    wrong.textContent = words;
  };
  const form = node(
    "form",
    { novalidate: true, class: "baru" },
    wrong,
    source.element,
    ...fields.map((field) => field.element),
    node("div", { class: "deret" }, node("button", { type: "submit", class: "utama" }, W.buat), node("a", { href: "#/" }, W.kembali)),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    for (const field of fields) field.showProblem(field.isMissing ? W.wajib : "");
    const missing = asked().filter((field) => field.isMissing);
    if (missing.length) {
      say(`${W.isi} ${missing.map((field) => field.words).join(", ")}.`);
      missing[0].control.focus();
      return;
    }
    const said = Object.fromEntries(asked().map((field) => [field.name, field.value]));
    const { code, told } = await (source.value ? ask("/api/salin", { sop: Number(source.value), ...said }) : ask("/api/baru", said));
    if (code === 200) location.hash = `#/sop/${told.id}/baru`;
    else say(told.pesan ?? KATA.gagal);
  });
  screen.replaceChildren(node("main", { class: "baru" }, heading, node("p", {}, W.pengantar), form));
  heading.focus();
}
