/** idOf makes an id of the words of a name: letters, digits and hyphens. */
export function idOf(name: string, otherwise: string): string {
  const id = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48)
    .replace(/-+$/, '');
  return id || otherwise;
}

/** freeId is an id that none of the others has: saving under one that is taken would replace it. */
export function freeId(name: string, taken: string[], otherwise: string): string {
  const id = idOf(name, otherwise);
  const have = new Set(taken);
  if (!have.has(id)) return id;
  for (let n = 2; ; n++) if (!have.has(`${id}-${n}`)) return `${id}-${n}`;
}
