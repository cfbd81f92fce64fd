/**
 * Which screen stands at which address: `#/` the list, `#/baru` a new SOP, `#/masuk` files that come
 * in, `#/bangun` many SOPs built at once, `#/buku` books and registers, `#/sop/3` an SOP,
 * `#/sop/3/di/langkah/0` a place in it, `#/kop/NAME` a letterhead, `#/revisi` a revision.
 */

import { Unreachable } from "./asking.js";
import { showBeginning } from "./beginning.js";
import { showBringing } from "./bringing.js";
import { showBuildingOfMany } from "./building.js";
import { showEditor } from "./editor.js";
import { KATA } from "./kata.js";
import { showLetterhead } from "./letterhead.js";
import { showList } from "./list.js";
import { node } from "./nodes.js";
import { placeOf } from "./places.js";
import { showRevising } from "./revising.js";
import { showShelf } from "./shelving.js";

const screen = document.getElementById("layar");
let end = () => {};

async function show() {
  end();
  end = () => {};
  const [, number, isNew, at] = /^#\/sop\/(\d+)(?:(\/baru)|\/di\/(.+))?$/.exec(location.hash) ?? [];
  const [, letterhead] = /^#\/kop\/(.+)$/.exec(location.hash) ?? [];
  try {
    if (number !== undefined) end = await showEditor(screen, Number(number), isNew !== undefined, at && placeOf(at));
    else if (letterhead !== undefined) end = await showLetterhead(screen, letterhead);
    else if (location.hash === "#/revisi") await showRevising(screen);
    else if (location.hash === "#/baru") await showBeginning(screen);
    else if (location.hash === "#/masuk") end = await showBringing(screen);
    else if (location.hash === "#/bangun") end = await showBuildingOfMany(screen);
    else if (location.hash === "#/buku") end = await showShelf(screen);
    else end = await showList(screen);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    screen.replaceChildren(node("main", { class: "pesan" }, node("p", { role: "alert" }, KATA.terputus)));
  }
}

addEventListener("hashchange", show);
show();
