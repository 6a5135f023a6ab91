// What the parts of Watch share.

import { ask } from '../../lib/api';
import { absent } from '../../lib/format';
import { session } from '../../lib/me.svelte';
import { router, to } from '../../lib/router.svelte';
import type { Cell, Column } from '../../ui/table';
import { sure } from './saving.svelte';

/** may tells whether the caller has a scope; while that is not known, the desk itself will say no. */
export const may = (scope: string): boolean => session.me.value === undefined || session.may(scope);

/** What is edited and filtered stands in the address, so that it can be sent on. */
export const asked = (key: string): string => router.place.query.get(key) ?? '';
export const adding = (): boolean => router.place.query.has('new');
/** go shows a part as the query says, unless the reader has left it meanwhile: what was being saved must not call them back. */
export function go(part: string, query = '', replace = false): void {
  if (router.place.page === 'watch' && (router.place.id || 'feeds') === part) router.go(to.watch(part) + query, { replace });
}
export const editing = (part: string, id: string): string => `${to.watch(part)}?edit=${encodeURIComponent(id)}`;

/** path is the address of one thing of the API. */
export const path = (kind: string, id: string): string => `/v1/${kind}/${encodeURIComponent(id)}`;

/** remove asks whether one thing is to go, and reads the list again. */
export function remove(kind: string, id: string, label: string, words: string[], again: () => Promise<void>): void {
  sure.of = {
    label,
    words,
    act: async () => {
      await ask(path(kind, id), { method: 'DELETE' });
      await again();
    },
  };
}

/** fits tells whether all the words stand somewhere in the texts. */
export function fits(words: string, ...texts: (string | undefined)[]): boolean {
  const text = texts.join(' ').toLowerCase();
  return words.toLowerCase().split(/\s+/).every((w) => text.includes(w));
}

/** when is how long ago something was, or that it never was. */
export const when = (at: string | undefined, ago = true): Cell => (at ? { at, ago } : { text: absent, as: 'dim' });
export const code = (text: string): Cell => ({ text, as: 'code line' });
export const does = (text: string, name: string, act: () => void, disabled = false): Cell => ({ text, label: `${text} ${name}`, act, as: 'quiet', disabled });

/** What a row can be asked to do, for those who may. */
export const actions = <T>(cell: (row: T) => Cell[]): Column<T>[] => (may('admin') ? [{ head: 'Actions', n: true, cell }] : []);

/** freeId makes of a name an id that none of the others has: saving under one that is taken would replace it. */
export function freeId(name: string, all: { id: string }[], otherwise: string): string {
  const id =
    name
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 48)
      .replace(/^-+|-+$/g, '') || otherwise;
  let free = id;
  for (let n = 2; all.some((x) => x.id === free); n++) free = `${id}-${n}`;
  return free;
}
