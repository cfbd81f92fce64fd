/** The bar between the form and the sheet; how wide each of them is stays so for who moved it. */

import { KATA } from "./kata.js";
import { node } from "./nodes.js";

const NAME = "sopgen-lebar-isian";
const [LEAST, MOST, USUAL, STEP] = [25, 75, 58, 3]; // percent of the window

/** Return the bar that divides `main`, whose style takes the share of its first part. */
export function divider(main) {
  const bar = node("div", { class: "pembagi", role: "separator", tabindex: 0, "aria-orientation": "vertical", "aria-label": KATA.sunting.lebar, "aria-valuemin": LEAST, "aria-valuemax": MOST });
  const now = () => Number(bar.getAttribute("aria-valuenow"));
  const give = (share) => {
    const kept = Math.round(Math.min(Math.max(share, LEAST), MOST));
    bar.setAttribute("aria-valuenow", kept);
    main.style.setProperty("--isi", `${kept}fr`);
    main.style.setProperty("--lembar", `${100 - kept}fr`);
    localStorage.setItem(NAME, kept);
  };
  bar.addEventListener("keydown", (event) => {
    const wanted = { ArrowLeft: now() - STEP, ArrowRight: now() + STEP, Home: LEAST, End: MOST }[event.key];
    if (wanted === undefined || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    give(wanted);
  });
  bar.addEventListener("pointerdown", (event) => bar.setPointerCapture(event.pointerId));
  bar.addEventListener("pointermove", (event) => {
    if (bar.hasPointerCapture(event.pointerId)) give((100 * event.clientX) / innerWidth);
  });
  give(Number(localStorage.getItem(NAME)) || USUAL);
  return bar;
}
