/** Whether the keys of the table of steps mean something; who does not want that says so once. */

const NAME = "sopgen-tombol-pintas";

export const shortcutsAreOn = () => localStorage.getItem(NAME) !== "tidak";

export const turnShortcuts = (on) => localStorage.setItem(NAME, on ? "ya" : "tidak");
