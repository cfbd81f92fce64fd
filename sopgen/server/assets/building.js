/** The screen on which many SOPs are built at once, and where what was built is downloaded. */

import { groupsOf } from "./agencies.js";
import { ask, tried } from "./asking.js";
import { backLink } from "./back.js";
import { listening } from "./happenings.js";
import { KATA } from "./kata.js";
import { button, node } from "./nodes.js";
import { Box, namesOf, Question } from "./question.js";

const W = KATA.bangun;
const AT_ONCE = 8; // SOPs in one request, after which it is told how far it went
export const FORMATS = Object.keys(W.berkas);

/**
 * Build `sops` into `formats`, a few at a time; `shown` is given what is to be shown meanwhile and
 * at the end.
 */
export async function buildAll(sops, formats, shown) {
  const results = [];
  const bar = node("progress", { max: sops.length, "aria-label": W.kemajuan });
  const words = node("p", {}, "");
  shown(words, bar);
  for (let at = 0; at < sops.length; at += AT_ONCE) {
    words.textContent = W.sampai(at, sops.length);
    bar.value = at;
    const { code, told } = await tried("/api/bangun", { sop: sops.slice(at, at + AT_ONCE).map((sop) => sop.id), format: formats });
    if (code !== 200) {
      shown(node("p", {}, told.pesan ?? KATA.gagal), ...summary(sops, results));
      return;
    }
    results.push(...told.hasil);
  }
  shown(...summary(sops, results));
}

/** Return how many became what, and why some could not be built. */
function summary(sops, results) {
  const count = (status) => results.filter((each) => each.status === status).length;
  const names = new Map(sops.map((sop) => [sop.id, sop.nama || KATA.daftar.tanpaNama]));
  const failed = results.filter((each) => each.status === "gagal");
  const lines = failed.map((each) => node("li", {}, node("a", { href: `#/sop/${each.id}` }, names.get(each.id)), `: ${each.masalah.map((problem) => problem.pesan).join(" ")}`));
  return [node("p", {}, W.ringkasan(count("dibuat"), count("tetap"), failed.length)), ...(lines.length ? [node("ul", {}, ...lines)] : [])];
}

/** Show the screen in `screen`; return what ends it. */
export async function showBuildingOfMany(screen) {
  document.title = KATA.judul(W.judul);
  const { code, told } = await ask("/api/proyek");
  if (code !== 200) {
    screen.replaceChildren(node("main", { class: "pesan" }, node("p", {}, told.pesan || KATA.gagal), backLink()));
    return () => {};
  }
  const building = new Building(told);
  screen.replaceChildren(building.element);
  building.heading.focus();
  return listening({ proyek: () => building.look() });
}

class Building {
  constructor(project) {
    this.heading = node("h1", { tabindex: -1 }, W.judul);
    this.agency = new Question("map", W.apa, { choices: agenciesOf(project).map(([name]) => [name, KATA.kop.judul(name)]), none: W.semua });
    this.formats = FORMATS.map((format) => new Box(format, W.berkas[format], true));
    this.formats[0].control.setAttribute("aria-describedby", "salah-format");
    this.wrong = node("p", { class: "salah", id: "salah-format", hidden: true }, W.pilihFormat);
    this.make = button(W.mulai, () => this.#build(), { kind: "utama" });
    this.said = node("div", { role: "status", class: "hasil-bangun" });
    this.files = node("section", { class: "unduh" });
    this.element = node(
      "main",
      { class: "rak" },
      node("div", { class: "kepala" }, this.heading, node("a", { href: "#/" }, KATA.baru.kembali)),
      node(
        "section",
        {},
        this.agency.element,
        node("fieldset", { class: "kelompok" }, node("legend", {}, W.format), ...this.formats.map((box) => box.element), this.wrong),
        node("div", { class: "deret" }, this.make),
        this.said,
      ),
      this.files,
    );
    this.#take(project);
  }

  /** Read the project again. */
  async look() {
    const { code, told } = await ask("/api/proyek");
    if (code === 200) this.#take(told);
  }

  #take(project) {
    this.sops = project.sop;
    const there = agenciesOf(project)
      .map(([name, sops]) => [name, sops.filter((sop) => Object.keys(sop.hasil).length)])
      .filter(([, sops]) => sops.length);
    const shown = there.length ? there.map(filesOf) : [node("p", { class: "kosong" }, W.belumAda)];
    this.files.replaceChildren(node("h2", {}, W.berkasnya), ...shown);
  }

  async #build() {
    const formats = namesOf(this.formats);
    this.wrong.hidden = formats.length > 0;
    if (!formats.length) {
      this.formats[0].control.focus();
      return;
    }
    const agency = this.agency.value;
    this.make.disabled = true;
    await buildAll(this.sops.filter((sop) => !agency || sop.map === agency), formats, (...parts) => this.said.replaceChildren(...parts));
    this.make.disabled = false;
    await this.look();
  }
}

const agenciesOf = (project) => groupsOf(project.sop, []);

/** What one agency can download: all of it, and each file. */
function filesOf([name, sops]) {
  const link = (href, words, label) => node("a", { href, download: true, "aria-label": label }, words);
  const lines = sops.map((sop) => {
    const called = sop.nama || KATA.daftar.tanpaNama;
    const files = Object.keys(sop.hasil).map((format) => link(`/api/hasil/${sop.id}/${format}`, format.toUpperCase(), W.unduh(W.berkas[format], called)));
    return node("li", {}, node("span", {}, called), node("span", { class: "deret" }, ...files));
  });
  const all = link(`/api/unduh/${encodeURIComponent(name)}`, W.semuanya, W.semuanyaDari(name));
  return node("article", {}, node("div", { class: "kepala" }, node("h3", {}, KATA.kop.judul(name)), all), node("ul", { class: "daftar-unduh" }, ...lines));
}
