/** Parts of a screen of which one is seen. */

import { freshId, node } from "./nodes.js";

export class Tabs {
  #at = 0;

  /** `parts` are [name, element] each. */
  constructor(name, parts) {
    const id = freshId();
    this.panels = parts.map(([, element], at) =>
      node("div", { role: "tabpanel", id: `${id}-isi-${at}`, "aria-labelledby": `${id}-${at}`, class: "panel" }, element),
    );
    this.heads = parts.map(([words], at) => {
      const given = { type: "button", role: "tab", id: `${id}-${at}`, "aria-controls": `${id}-isi-${at}` };
      return node("button", { ...given, onclick: () => this.choose(at) }, words);
    });
    const list = node("div", { role: "tablist", "aria-label": name, class: "tab" }, ...this.heads);
    list.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      this.choose((this.#at + by + parts.length) % parts.length);
      this.current.focus();
    });
    this.element = node("div", {}, list, ...this.panels);
    this.choose(0);
  }

  get current() {
    return this.heads[this.#at];
  }

  choose(at) {
    this.#at = at;
    this.heads.forEach((head, each) => {
      head.setAttribute("aria-selected", String(each === at));
      head.tabIndex = each === at ? 0 : -1;
      this.panels[each].hidden = each !== at;
    });
  }

  /** Show the part that `element` stands in. */
  showHolding(element) {
    const at = this.panels.findIndex((panel) => panel.contains(element));
    if (at >= 0) this.choose(at);
  }
}
