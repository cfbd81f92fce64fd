/** Make elements. What is typed becomes text, never markup. */

/**
 * Return an element; keys of `given` that begin with `on` are listeners, `false` and `undefined`
 * leave an attribute out, and children are nodes or texts.
 */
export function node(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "value") made.value = value;
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Return a button that does `act`; `name` says what it does where `words` are only a sign. */
export function button(words, act, { name, kind = "", hint } = {}) {
  const given = { type: "button", class: kind, onclick: act, "aria-label": name, title: hint ?? name };
  return node("button", given, words);
}

/** Let `element` say `words`; where it does already nothing is laid out again. */
export function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** Let `element` be called `words` by who hears it; where it is already nothing is styled again. */
export function call(element, words) {
  if (element.getAttribute("aria-label") !== words) element.setAttribute("aria-label", words);
}

/** Let a button that shows only a sign be called `words`, by who points at it too. */
export function entitle(sign, words) {
  call(sign, words);
  if (sign.title !== words) sign.title = words;
}

let count = 0;

/** Return an id that no other element has. */
export const freshId = () => `n${(count += 1)}`;

/** Put `wanted` into `owner` in this order; nodes that stand right stay untouched, so focus does. */
export function arranged(owner, wanted) {
  const focused = document.activeElement;
  const [start, end] = owner.contains(focused) ? [focused.selectionStart, focused.selectionEnd] : [];
  const kept = new Set(wanted);
  for (const child of [...owner.children]) if (!kept.has(child)) child.remove();
  wanted.forEach((child, at) => {
    if (owner.children[at] !== child) owner.insertBefore(child, owner.children[at] ?? null);
  });
  if (owner.contains(focused) && document.activeElement !== focused) {
    focused.focus({ preventScroll: true });
    if (typeof start === "number") focused.setSelectionRange(start, end);
  }
}

/** Say `words` to who hears the page. */
export function announce(words) {
  document.getElementById("kabar").textContent = words;
}
