/** Which screen stands at which address: `#/` the list, `#/baru` a new SOP, `#/sop/3` an SOP. */

import { Unreachable } from "./asking.js";
import { showBeginning } from "./beginning.js";
import { showEditor } from "./editor.js";
import { KATA } from "./kata.js";
import { showList } from "./list.js";
import { node } from "./nodes.js";

const screen = document.getElementById("layar");
let end = () => {};

async function show() {
  end();
  end = () => {};
  const [, number, isNew] = /^#\/sop\/(\d+)(\/baru)?$/.exec(location.hash) ?? [];
  try {
    if (number !== undefined) end = await showEditor(screen, Number(number), isNew !== undefined);
    else if (location.hash === "#/baru") await showBeginning(screen);
    else end = await showList(screen);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    screen.replaceChildren(node("main", { class: "pesan" }, node("p", { role: "alert" }, KATA.terputus)));
  }
}

addEventListener("hashchange", show);
show();
