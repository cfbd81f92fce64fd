/** What the plain data of a definition say of its flows: lanes, steps, numbers, ways. */

/** Return the place of each flow with its data; none where a sheet has no flowchart. */
export function flowsOf(tree) {
  if (Array.isArray(tree.alur)) {
    return tree.alur.map((flow, at) => ({ place: ["alur", at], flow: flow ?? {} }));
  }
  return Array.isArray(tree.langkah) ? [{ place: [], flow: tree }] : [];
}

/** Return the lanes of `flow`, from left to right: their ids, names and places below the flow. */
export function lanesOf(flow) {
  const lanes = flow.pelaksana;
  if (lanes === null || typeof lanes !== "object" || Array.isArray(lanes)) return [];
  return Object.entries(lanes).flatMap(([id, name]) =>
    name !== null && typeof name === "object"
      ? Object.entries(name).map(([inner, words]) => ({ id: inner, name: words ?? "", at: [id, inner] }))
      : [{ id, name: name ?? "", at: [id] }],
  );
}

/** Tell whether an item of `langkah` is a heading between steps. */
export const isHeading = (item) => item !== null && typeof item === "object" && Object.hasOwn(item, "judul");

/** Return the printed number of each item of `steps`, and nothing where it has none. */
export function numbersOf(steps) {
  let count = 0;
  return steps.map((step) => {
    if (isHeading(step)) return "";
    const typed = step?.no;
    if (typed === "") return "";
    count = typed ? Number.parseInt(typed, 10) || count : count + 1;
    return typed || String(count);
  });
}

/** Return what a step is called where another leads to it: `5. Memeriksa draf`. */
export function titlesOf(steps, nameless) {
  const numbers = numbersOf(steps);
  return steps.map((step, at) => `${numbers[at] ? `${numbers[at]}. ` : ""}${step?.kegiatan || nameless}`);
}

const RESERVED = ["berikutnya", "selesai", "tidak ada"];

/** Return the target as the server is told it: the position of a step, or a word; null: neither. */
function targetOf(steps, typed) {
  if (typeof typed !== "string") return null;
  if (RESERVED.includes(typed)) return typed;
  const at = steps.findIndex((step) => step?.id === typed);
  return at < 0 ? null : at;
}

/**
 * Return the ways out of a step, [answer, target] each; one way without an answer is the arrow to
 * what comes next. Null where they are said in more words than the page knows.
 */
export function waysOf(steps, step) {
  if (step.pelaksana !== null && typeof step.pelaksana === "object" && !Array.isArray(step.pelaksana)) return null;
  if (step.cabang) return allRead(steps, Object.entries(step.cabang));
  const on = step.lanjut || "berikutnya";
  return allRead(steps, (Array.isArray(on) ? on : [on]).map((target) => ["", target]));
}

function allRead(steps, ways) {
  const read = ways.map(([answer, target]) => [answer, targetOf(steps, target)]);
  return read.length && read.every(([, target]) => target !== null) ? read : null;
}

/** Return the positions of the steps from which an arrow leads to the step at `at`. */
export function leadingTo(steps, at) {
  const id = steps[at]?.id;
  if (!id) return [];
  const says = (value) =>
    typeof value === "string"
      ? value === id || value.startsWith(`${id}/`)
      : value !== null && typeof value === "object" && Object.values(value).some(says);
  return steps.flatMap((step, from) =>
    from !== at && step && (says(step.cabang) || says(step.lanjut) || innerSays(step.pelaksana, says)) ? [from] : [],
  );
}

const innerSays = (actors, says) => actors !== null && typeof actors === "object" && !Array.isArray(actors) && says(actors);

/** Return the ids of the lanes that work on a step; null where its symbols are said one by one. */
export function actorsOf(step) {
  if (typeof step.pelaksana === "string") return [step.pelaksana];
  return Array.isArray(step.pelaksana) ? step.pelaksana : step.pelaksana ? null : [""];
}

/** Return an id for a step until the server gives it its own. */
export function provisionalId(steps, at) {
  let id = `langkah-${at + 1}`;
  while (steps.some((step) => step?.id === id)) id += "'";
  return id;
}
