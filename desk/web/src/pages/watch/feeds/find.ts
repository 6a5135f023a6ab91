// Finding one feed among a thousand.

import type { Feed } from '../shapes';
import { condition, conditions } from '../vocabulary';

const name = (f: Feed): string => f.title || f.url;
const urgency = Object.keys(conditions);
const rank = (f: Feed): number => urgency.indexOf(condition(f));
const byName = (a: Feed, b: Feed): number => name(a).localeCompare(name(b)) || a.id.localeCompare(b.id);
// The newest first; what never happened last.
const newest = (a: string | undefined, b: string | undefined): number => (b ?? '').localeCompare(a ?? '');

export const orders: Record<string, { name: string; compare: (a: Feed, b: Feed) => number }> = {
  name: { name: 'name', compare: byName },
  health: { name: 'health, worst first', compare: (a, b) => rank(a) - rank(b) || byName(a, b) },
  news: { name: 'newest item', compare: (a, b) => newest(a.news, b.news) || byName(a, b) },
  taken: { name: 'most stories', compare: (a, b) => b.taken - a.taken || byName(a, b) },
  added: { name: 'last added', compare: (a, b) => newest(a.added, b.added) || byName(a, b) },
};

/** find keeps the feeds that have all the words somewhere, and the condition when one is given. */
export function find(all: Feed[], words: string, health: string, order: string): Feed[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = (f: Feed): boolean => {
    if (health && condition(f) !== health) return false;
    if (!wanted.length) return true;
    const text = [f.title, f.url, f.moved_to, f.outlet, f.folder, f.health.why].join(' ').toLocaleLowerCase();
    return wanted.every((w) => text.includes(w));
  };
  return all.filter(fits).sort((orders[order] ?? orders.name!).compare);
}

/** tally counts feeds by condition. */
export function tally(all: Feed[]): Record<string, number> {
  const out: Record<string, number> = {};
  for (const f of all) out[condition(f)] = (out[condition(f)] ?? 0) + 1;
  return out;
}
