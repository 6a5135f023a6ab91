// Claims in the order of a conversation: answers stand under what they answer.

import type { Claim } from '../../lib/dossier';

export interface Turn {
  claim: Claim;
  /** 0 for what answers nothing in this story */
  depth: number;
}

/** turns orders claims; each comes once, also when answers run in a circle. */
export function turns(claims: Claim[]): Turn[] {
  const known = new Set(claims.map((c) => c.id));
  const under = grouped(claims, (c) => c.about);
  const out: Turn[] = [];
  const seen = new Set<string>();
  const add = (c: Claim, depth: number) => {
    if (seen.has(c.id)) return;
    seen.add(c.id);
    out.push({ claim: c, depth });
    for (const a of under.get(c.id) ?? []) add(a, depth + 1);
  };
  for (const c of claims) if (!c.about || !known.has(c.about)) add(c, 0);
  // What is left answers only itself, through others.
  for (const c of claims) add(c, 0);
  return out;
}

/** grouped puts things under their key, in order; those without one are left out. */
export function grouped<T>(all: T[], key: (one: T) => string | undefined): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const one of all) {
    const k = key(one);
    if (!k) continue;
    const list = out.get(k);
    if (list) list.push(one);
    else out.set(k, [one]);
  }
  return out;
}
