// Holdings as a reader changes them. The desk takes the whole list at once, so
// every change is the list before with one row different.

import { readTable } from '../../../lib/csv';
import type { Holding } from '../shapes';

export interface Numbered {
  h: Holding;
  /** place in the desk's list */
  at: number;
}

/** A portfolio with its rows in the order of the desk. */
export interface Portfolio {
  name: string;
  rows: Numbered[];
}

/** byPortfolio groups in the order in which portfolios first come. */
export function byPortfolio(all: Numbered[]): Portfolio[] {
  const found = new Map<string, Numbered[]>();
  for (const n of all) {
    const name = n.h.portfolio ?? '';
    const rows = found.get(name);
    if (rows) rows.push(n);
    else found.set(name, [n]);
  }
  return [...found].map(([name, rows]) => ({ name, rows }));
}

const fields = ['portfolio', 'symbol', 'listing', 'party', 'name', 'quantity', 'price', 'currency'] as const;

/** same tells whether two lists say the same; a field that is absent and one that is empty or 0 are one. */
export function same(a: Holding[], b: Holding[]): boolean {
  return a.length === b.length && a.every((h, i) => fields.every((f) => (h[f] || '') === (b[i]![f] || '')));
}

const key = (h: { portfolio?: string; symbol?: string; listing?: string }): string =>
  JSON.stringify([h.portfolio ?? '', (h.listing || h.symbol || '').toLowerCase()]);

/** What a file says, for looking at before it is sent; the desk itself judges it. */
export interface Preview {
  columns: string[];
  rows: string[][];
  /** columns that the desk does not know */
  unknown: string[];
  /** why the desk will not take it, as far as can be told here */
  trouble: string;
  added: number;
  gone: Holding[];
  changed: number;
}

export function previewOf(text: string, now: Holding[]): Preview {
  const table = readTable(text, ',');
  const columns = (table[0] ?? []).map((c) => c.trim().toLowerCase());
  const rows = table.slice(1);
  const at = (name: string): number => columns.indexOf(name);
  const unknown = columns.filter((c) => !(fields as readonly string[]).includes(c));
  let trouble = '';
  if (!columns.length) trouble = 'the file is empty';
  else if (at('quantity') < 0) trouble = 'its first row must name the columns, one of them quantity';
  else if (at('symbol') < 0 && at('listing') < 0) trouble = 'it has neither a column symbol nor a column listing';
  // The export puts an apostrophe before what a spreadsheet would run.
  const cell = (row: string[], name: string): string => (row[at(name)] ?? '').replace(/^'(?=[=+\-@])/, '');
  const before = new Map(now.map((h) => [key(h), h]));
  const seen = new Set<string>();
  let added = 0;
  let changed = 0;
  for (const row of trouble ? [] : rows) {
    const k = key({ portfolio: cell(row, 'portfolio'), symbol: cell(row, 'symbol'), listing: cell(row, 'listing') });
    const old = before.get(k);
    if (!old) added++;
    else if (!seen.has(k) && old.quantity !== Number(cell(row, 'quantity'))) changed++;
    seen.add(k);
  }
  return { columns, rows, unknown, trouble, added, changed, gone: now.filter((h) => !seen.has(key(h))) };
}

export const template = 'portfolio,symbol,listing,name,quantity,price,currency\r\nAsia,BABA,XNYS:BABA,Alibaba Group,100,153.80,USD\r\nAsia,,XHKG:9988,Alibaba Group,2500,,HKD\r\n';
