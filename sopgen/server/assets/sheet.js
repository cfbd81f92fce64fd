/** The pages as they are printed, drawn again while somebody types. */

import { KATA } from "./kata.js";
import { button, node } from "./nodes.js";
import { keyOf } from "./places.js";
import { renew } from "./renewing.js";

const W = KATA.lembar;
const SYMBOL = "g[id^=simbol-][data-asal]";
const WALKS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
const SIZES = [50, 75, 100, 125, 150, 200, 300];

export class Sheet {
  #pages = [];
  #lit = null;
  #size = null;

  /** `chosen` is told the origin of what somebody clicks; `held` stands before those of the text. */
  constructor(chosen, held = "") {
    this.held = held;
    this.paper = node("div", { class: "kertas", tabindex: 0, role: "region", "aria-label": W.judul });
    this.late = node("p", { class: "belum-ikut", hidden: true }, W.belumIkut);
    this.empty = node("p", { class: "kosong", hidden: true }, W.kosong);
    this.told = node("span", { class: "persen", "aria-live": "polite" });
    const bar = node(
      "div",
      { class: "deret" },
      node("h2", {}, W.judul),
      button("−", () => this.#zoom(-1), { name: W.perkecil, kind: "kecil" }),
      this.told,
      button("+", () => this.#zoom(1), { name: W.perbesar, kind: "kecil" }),
      button(W.selebar, () => this.#fit(), { kind: "tipis" }),
    );
    this.element = node("div", { class: "lembar" }, bar, this.late, this.empty, this.paper);
    const choose = (target) => {
      const origin = target.closest("[data-asal]")?.dataset.asal;
      if (origin !== undefined) chosen(origin);
    };
    this.paper.addEventListener("click", (event) => choose(event.target));
    this.paper.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "Enter" || event.key === " ") {
        if (event.target === this.paper) return;
        choose(event.target);
      } else if (!this.#walk(WALKS[event.key])) return;
      event.preventDefault();
    });
    this.#fit();
  }

  /** The keys of the pages that need not be sent again. */
  get known() {
    return this.#pages.map((page) => page.key);
  }

  /** Show `pages`; where there are none the last ones stay, dimmed. */
  show(pages) {
    const isDrawn = pages.length > 0;
    this.late.hidden = isDrawn || !this.#pages.length;
    this.empty.hidden = isDrawn || this.#pages.length > 0;
    this.paper.classList.toggle("redup", !isDrawn);
    if (!isDrawn) return;
    this.#unlight();
    const kept = new Map(this.#pages.map((page) => [page.key, page.element]));
    const stays = new Set(pages.map((page) => page.kunci));
    this.#pages = pages.map(({ kunci: key, svg }, at) => {
      const own = kept.get(key);
      kept.delete(key);
      const element = own ?? drawn(svg) ?? this.#pages.find((page) => page.key === key).element.cloneNode(true);
      element.setAttribute("aria-label", W.halaman(at + 1, element.querySelector("g > title")?.textContent ?? ""));
      const stood = this.#pages[at];
      return { key, element: own || !stood || stays.has(stood.key) ? element : renew(stood.element, element) };
    });
    const wanted = this.#pages.map((page) => page.element);
    wanted.forEach((element, at) => {
      if (this.paper.children[at] !== element) this.paper.insertBefore(element, this.paper.children[at] ?? null);
    });
    while (this.paper.children.length > wanted.length) this.paper.lastChild.remove();
    this.#outline(false);
  }

  /** Outline what was typed at `place`, or all of the step there, and bring it into view. */
  light(place) {
    const key = place && this.held + keyOf(place);
    if (key === this.#lit) return;
    this.#lit = key;
    this.#unlight();
    this.#outline(true);
  }

  /** Go by so many symbols from the one that has the focus, to the first or the last one. */
  #walk(by) {
    const all = [...this.paper.querySelectorAll(SYMBOL)];
    if (by === undefined || !all.length) return false;
    const at = all.indexOf(document.activeElement);
    const to = at < 0 && by > 0 ? 0 : at + by;
    all[Math.min(Math.max(to, 0), all.length - 1)].focus();
    return true;
  }

  #outline(scrolls) {
    if (!this.#lit) return;
    const found = [...this.paper.querySelectorAll("[data-asal]")].filter((each) => belongs(each.dataset.asal, this.#lit));
    for (const each of found) each.classList.add("sorot");
    const first = found.find((each) => each.dataset.asal.includes("@")) ?? found[0];
    if (first && scrolls) this.#bringIntoView(first);
  }

  #unlight() {
    for (const old of this.paper.querySelectorAll(".sorot")) old.classList.remove("sorot");
  }

  #bringIntoView(part) {
    const [own, frame] = [part.getBoundingClientRect(), this.paper.getBoundingClientRect()];
    if (own.top < frame.top || own.bottom > frame.bottom) {
      this.paper.scrollTop += own.top - frame.top - frame.height / 3;
    }
    if (own.left < frame.left || own.right > frame.right) {
      this.paper.scrollLeft += own.left - frame.left - frame.width / 3;
    }
  }

  #zoom(by) {
    const now = this.#size ?? 100;
    const at = SIZES.indexOf(now) + by;
    this.#size = SIZES[Math.min(Math.max(at, 0), SIZES.length - 1)];
    this.#resize();
  }

  #fit() {
    this.#size = 100;
    this.#resize();
  }

  #resize() {
    for (const size of SIZES) this.paper.classList.toggle(`besar-${size}`, size === this.#size);
    this.told.textContent = W.besarnya(this.#size);
  }
}

function drawn(svg) {
  if (!svg) return null;
  const read = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const element = document.adoptNode(read);
  element.setAttribute("role", "group");
  element.querySelector(":scope > title")?.remove();
  for (const symbol of element.querySelectorAll(SYMBOL)) {
    symbol.setAttribute("tabindex", "-1");
    symbol.setAttribute("role", "button");
    const said = [...symbol.querySelectorAll("title, text")].map((each) => each.textContent);
    symbol.setAttribute("aria-label", said.join(" "));
  }
  return element;
}

/** Tell whether an origin on the page belongs to the place with this key: an arrow to its source. */
function belongs(origin, key) {
  const own = origin.replace(/^kunci:/, "");
  return own === key || own.startsWith(`${key}/`) || own.startsWith(`${key}@`);
}
