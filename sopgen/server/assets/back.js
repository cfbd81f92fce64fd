/** The way from every screen to the list. */

import { KATA } from "./kata.js";
import { node } from "./nodes.js";

export const backLink = () => node("a", { href: "#/", class: "kembali" }, `← ${KATA.sunting.kembali}`);
