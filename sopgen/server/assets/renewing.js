/** A drawing made like a fresh one by touching only what differs, so that only that is painted anew. */

/** Return the element `old`, made like `fresh`, which has the same name and is used up. */
export function renew(old, fresh) {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const [own, wanted] = [[...old.childNodes], [...fresh.childNodes]];
  const start = alike(own, wanted, (nodes, at) => nodes[at], 0);
  const end = alike(own, wanted, (nodes, at) => nodes.at(-1 - at), start);
  const [between, others] = [own, wanted].map((nodes) => nodes.slice(start, nodes.length - end));
  const behind = own[own.length - end] ?? null;
  others.forEach((other, at) => {
    const stood = between[at];
    if (!stood) old.insertBefore(other, behind);
    else if (stood.isEqualNode(other)) return;
    else if (stood.nodeName === other.nodeName && other instanceof Element) renew(stood, other);
    else stood.replaceWith(other);
  });
  for (const left of between.slice(others.length)) left.remove();
  return old;
}

/** Return how many nodes are equal from one end on, when so many are taken from the other end. */
function alike(own, wanted, from, taken) {
  const most = Math.min(own.length, wanted.length) - taken;
  let count = 0;
  while (count < most && from(own, count).isEqualNode(from(wanted, count))) count += 1;
  return count;
}
