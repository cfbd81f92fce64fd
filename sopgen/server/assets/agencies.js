/** The SOPs of a project by their agencies, as its folders of outputs are called. */

/** Return [name, SOPs] each; one of `letterheads` without any is there too. */
export function groupsOf(sops, letterheads) {
  const groups = new Map();
  for (const sop of sops) {
    groups.set(sop.map, [...(groups.get(sop.map) ?? []), sop]);
  }
  for (const name of letterheads) if (!groups.has(name)) groups.set(name, []);
  return [...groups];
}
