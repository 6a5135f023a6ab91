// Names against restriction lists: GET and POST /v1/screen.

import { ask } from '../../lib/api';
import { readTable, writeTable } from '../../lib/csv';
import type { Fact } from '../../lib/dossier';

export interface Name {
  name: string;
  kind?: string;
  country?: string;
  birth?: string;
}
export interface Token {
  query: string;
  entry: string;
  like: number;
  weight: number;
  why: string;
}
interface Proof {
  rule: string;
  facts: Fact[];
}
export interface Finding {
  status: string;
  /** likely, but a person should look */
  confirm?: boolean;
  list: string;
  authority?: string;
  entry?: string;
  matched?: string;
  since?: string;
  score?: number;
  why?: string;
  citation?: string;
  version?: string;
  later?: string[];
  tokens?: Token[];
  receipt: Proof;
}
export interface Screened {
  name: string;
  as_of?: string;
  status: string;
  linked?: string;
  linked_why?: string;
  brand?: boolean;
  found: Finding[];
  notes?: string[];
}

interface Happening {
  date: string;
  what: string;
  citation?: string;
}
/** Standing is one list asked about a party that the desk knows, GET /v1/parties/{id}. */
export interface Standing {
  list: string;
  title?: string;
  status: string;
  since?: string;
  citation?: string;
  known_until?: string;
  earlier?: Happening[];
  later?: Happening[];
  receipt: Proof;
}

export const kinds = ['auto', 'company', 'person', 'vessel'];
export const perRequest = 500;

/** readNames reads one name a line, or a table whose first row names its columns; mistakes name their row. */
export function readNames(text: string, kind: string): { names: Name[]; mistakes: string[] } {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const rows = readTable(text);
  const head = (rows[0] ?? []).map((c) => c.toLowerCase());
  const at = (...words: string[]) => head.findIndex((h) => words.includes(h));
  const column = { name: at('name', 'party', 'entity', 'company'), kind: at('kind', 'type'), country: at('country'), birth: at('birth', 'birth_date', 'dob') };
  const mistakes: string[] = [];
  const names: Name[] = [];
  const add = (n: Name, row: number) => {
    if (new TextEncoder().encode(n.name).length > 1000) mistakes.push(`row ${row}: the name is longer than 1,000 bytes`);
    else if (!/[\p{L}\p{N}]/u.test(n.name)) mistakes.push(`row ${row}: no name`);
    else if (n.kind && !kinds.includes(n.kind)) mistakes.push(`row ${row}: “${n.kind.slice(0, 40)}” is no kind; one of ${kinds.join(', ')}`);
    else names.push(n);
  };
  if (column.name < 0) {
    lines.forEach((l, i) => l.trim() && add({ name: l.trim(), kind }, i + 1));
  } else {
    rows.slice(1).forEach((r, i) => {
      const cell = (k: number) => (k < 0 ? '' : (r[k] ?? ''));
      add({ name: cell(column.name), kind: cell(column.kind).toLowerCase() || kind, country: cell(column.country), birth: cell(column.birth) }, i + 2);
    });
  }
  return { names, mistakes };
}

/** screen asks about some names on one day. */
export const screen = async (names: Name[], asOf: string, signal?: AbortSignal): Promise<Screened[]> =>
  (await ask<{ items: Screened[] }>('/v1/screen', { method: 'POST', body: { names, as_of: asOf }, signal })).items;

// The gravest first.
const order = ['listed', 'owned', 'parent_listed', 'affiliate', 'category', 'same_name', 'not_known', 'not_listed'];
export const rank = (status: string): number => (order.indexOf(status) + order.length + 1) % (order.length + 1);

/** tableOf is one row a finding, and one for a name without. */
export function tableOf(list: Screened[]): string {
  const head = 'name,as_of,name_status,linked,linked_why,status,list,authority,entry,matched,since,score,confirm,why,citation,version,later,receipt,notes';
  return writeTable([
    head.split(','),
    ...list.flatMap((s) =>
      (s.found.length ? s.found : [undefined]).map((f) => [
        s.name, s.as_of, s.status, s.linked, s.linked_why, f?.status, f?.list, f?.authority, f?.entry, f?.matched, f?.since, f?.score, f?.confirm ? 'yes' : '',
        f?.why, f?.citation, f?.version, f?.later?.join('; '), f && `${f.receipt.rule}: ${f.receipt.facts.map((x) => `${x.row} (${x.source})`).join('; ')}`, s.notes?.join('; '),
      ]),
    ),
  ]);
}
