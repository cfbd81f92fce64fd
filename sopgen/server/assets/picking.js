/** A control for a file whose words are ours: those of the browser are in the browser's language. */

import { node } from "./nodes.js";

/**
 * Return the control for one file with the id and other attributes of `given`, and the element that
 * holds it under the words of its button; `taken` gets the files that are chosen.
 */
export function picker(words, taken, given) {
  const control = node("input", { type: "file", class: "tersembunyi", ...given });
  control.addEventListener("change", () => {
    taken([...control.files]);
    control.value = "";
  });
  return { control, element: node("div", { class: "pemilih" }, control, node("label", { for: given.id, class: "tombol" }, words)) };
}

/** Let files be dropped on `area`, while `shown` looks ready for them; `taken` gets them. */
export function letDrop(area, shown, taken) {
  area.addEventListener("dragover", (event) => {
    event.preventDefault();
    shown.classList.add("di-atas");
  });
  area.addEventListener("dragleave", () => shown.classList.remove("di-atas"));
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    shown.classList.remove("di-atas");
    taken([...event.dataTransfer.files]);
  });
}
