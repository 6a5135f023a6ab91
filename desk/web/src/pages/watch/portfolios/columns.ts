import { absent, num, price } from '../../../lib/format';
import { to } from '../../../lib/router.svelte';
import type { Column } from '../../../ui/table';
import { actions, does } from '../watch';
import type { Numbered } from './holdings';

// A quantity has the decimals that it was given.
const places = (x: number): number => Math.min(6, (String(x).split('.')[1] ?? '').length);
const called = ({ h }: Numbered): string => h.symbol || h.listing || '';

export const titleOf = (portfolio: string | undefined): string => portfolio || 'Without a portfolio';

export const columns = (edit: (n: Numbered) => void, drop: (n: Numbered) => void): Column<Numbered>[] => [
  { head: 'Symbol', cell: (n) => ({ text: called(n), href: to.wire(`tt:${(n.h.listing || n.h.symbol).toLowerCase()}`) }) },
  { head: 'Listing', cell: ({ h }) => h.listing || absent },
  { head: 'Name', cell: ({ h }) => ({ text: h.name || h.party || absent, href: h.party && to.company(h.party) }) },
  { head: 'Quantity', n: true, cell: ({ h }) => num(h.quantity, places(h.quantity)) },
  { head: 'Price paid', n: true, cell: ({ h }) => (h.price ? price(h.price, h.currency) : (h.currency ?? absent)) },
  ...actions((n: Numbered) => [does('Edit', `${called(n)}, ${titleOf(n.h.portfolio)}`, () => edit(n)), does('Delete', `${called(n)}, ${titleOf(n.h.portfolio)}`, () => drop(n))]),
];
