/**
 * A list of choices that is whole only while somebody is at it: each of sixty steps may lead to
 * each other, and all of those words change with every key.
 */

import { node } from "./nodes.js";

const offers = new WeakMap();

/** Let `control` offer what `choices()` gives, [value, words] each, with `value` chosen. */
export function offer(control, choices, value) {
  if (!offers.has(control)) {
    const showAll = () => fill(control, true);
    control.addEventListener("focus", showAll);
    control.addEventListener("pointerdown", showAll);
  }
  offers.set(control, { choices, value });
  fill(control, document.activeElement === control);
}

function fill(control, isWhole) {
  const { choices, value } = offers.get(control);
  const all = choices();
  const wanted = isWhole ? all : all.filter(([each]) => each === value);
  const said = JSON.stringify(wanted);
  if (control.dataset.said !== said) {
    control.dataset.said = said;
    control.replaceChildren(...wanted.map(([each, words]) => node("option", { value: each }, words)));
  }
  if (control.value !== value) control.value = value;
}
