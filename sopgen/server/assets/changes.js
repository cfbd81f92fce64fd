/** What a change makes of the plain data of a definition, before the server has answered. */

import { provisionalId } from "./flows.js";
import { putAt, valueAt } from "./places.js";

/** Do `change` on `tree`; the ids that the server gives to steps come with its answer. */
export function carryOut(tree, change) {
  const place = change.di;
  const owner = valueAt(tree, place.slice(0, -1));
  const last = place.at(-1);
  switch (change.op) {
    case "atur":
      putAt(tree, place, change.baru);
      break;
    case "buang":
      if (owner) delete owner[last];
      break;
    case "pindah":
      if (Array.isArray(owner)) owner.splice(change.ke, 0, ...owner.splice(last, 1));
      else if (owner) moveKey(owner, last, change.ke);
      break;
    case "sisip":
      owner?.splice(last, 0, { kegiatan: "", pelaksana: change.pelaksana });
      break;
    case "salin":
      owner?.splice(last + 1, 0, copied(owner[last]));
      break;
    case "hapus":
      owner?.splice(last, 1);
      break;
    case "arah":
      aim(tree, change);
      break;
  }
}

/** Do on `keys`, one for each item of a list, what `change` does with its items. */
export function carryOutOnKeys(keys, change, fresh) {
  const at = change.di.at(-1);
  switch (change.op) {
    case "pindah":
      keys.splice(change.ke, 0, ...keys.splice(at, 1));
      break;
    case "sisip":
      keys.splice(at, 0, fresh());
      break;
    case "salin":
      keys.splice(at + 1, 0, fresh());
      break;
    case "hapus":
      keys.splice(at, 1);
      break;
  }
}

function copied(item) {
  const copy = structuredClone(item);
  delete copy.id;
  return copy;
}

function moveKey(owner, key, to) {
  const entries = Object.entries(owner);
  entries.splice(to, 0, ...entries.splice(entries.findIndex(([each]) => each === key), 1));
  for (const [each] of entries) delete owner[each];
  for (const [each, value] of entries) putAt(owner, [each], value);
}

function aim(tree, { di, cabang }) {
  const step = valueAt(tree, di);
  const steps = valueAt(tree, di.slice(0, -1));
  if (!step || !steps) return;
  delete step.cabang;
  delete step.lanjut;
  const named = cabang.map(([answer, target]) => [answer, stepName(steps, target)]);
  const answers = named.filter(([answer]) => answer);
  if (answers.length) step.cabang = Object.fromEntries(answers);
  else if (named.length > 1) step.lanjut = named.map(([, target]) => target);
  else if (named[0][1] !== "berikutnya") step.lanjut = named[0][1];
}

function stepName(steps, target) {
  if (typeof target === "string") return target;
  const step = steps[target];
  if (!step) return "berikutnya";
  step.id ||= provisionalId(steps, target);
  return step.id;
}
