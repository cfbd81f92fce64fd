/** Places in a definition: lists of keys and positions, and the keys that pages carry for them. */

const SIGNS = /[%/@>:]/g;
const NUMBER = /^[0-9]{1,9}$/;

const escaped = (sign) => `%${sign.codePointAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

function spelled(step) {
  if (typeof step === "number") return String(step);
  if (NUMBER.test(step)) return escaped(step[0]) + step.slice(1);
  return step.replace(SIGNS, escaped);
}

/** Return the key of `place`, as `data-asal` says it. */
export const keyOf = (place) => place.map(spelled).join("/");

/** Return the place that has this key. */
export const placeNamed = (key) =>
  key ? key.split("/").map((step) => (NUMBER.test(step) ? Number(step) : decodeURIComponent(step))) : [];

/** What stands before an origin where the letterhead holds the text. */
export const LETTERHEAD = "kop:";

/** Return the place in the letterhead that an origin means; null where the definition holds it. */
export const letterheadPlaceOf = (origin) => (origin.startsWith(LETTERHEAD) ? placeNamed(origin.slice(LETTERHEAD.length)) : null);

/**
 * Return the place that an origin on the page means: of a symbol who does its step, of an arrow its
 * ways; null where the letterhead holds it.
 */
export function placeOf(origin) {
  if (origin.startsWith(LETTERHEAD)) return null;
  const own = origin.startsWith("kunci:") ? origin.slice("kunci:".length) : origin;
  const [step, lane] = own.split("@");
  if (lane === undefined) return placeNamed(step);
  return [...placeNamed(step), own.includes(">") ? "cabang" : "pelaksana"];
}

/** Return what stands at `place` of `tree`; undefined where nothing does. */
export function valueAt(tree, place) {
  let found = tree;
  for (const step of place) {
    if (found === null || typeof found !== "object" || !Object.hasOwn(found, step)) return undefined;
    found = found[step];
  }
  return found;
}

/** Put `value` at `place` of `tree`, with all maps that lead there. */
export function putAt(tree, place, value) {
  let owner = tree;
  for (const step of place.slice(0, -1)) {
    if (owner[step] === null || typeof owner[step] !== "object") own(owner, step, {});
    owner = owner[step];
  }
  own(owner, place.at(-1), value);
}

/** A key that somebody typed may be called `__proto__`. */
function own(owner, key, value) {
  Object.defineProperty(owner, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Tell whether two plain values are the same; nothing is the same as an empty text. */
export const same = (one, other) => JSON.stringify(one ?? "") === JSON.stringify(other ?? "");
