import { day, num, whole } from '../../../lib/format';
import { to } from '../../../lib/router.svelte';
import type { Column } from '../../../ui/table';
import type { Entry, Letter, ListChange, Stats } from '../shapes';
import { deliveryState, word } from '../vocabulary';
import { code, does } from '../watch';

export const stored = ({ counts: c, engine, dead, streams }: Stats): [string, string][] => [
  ['stories', whole(c.stories)],
  ['events (clusters of stories)', whole(c.clusters)],
  ['market statements', whole(c.statements)],
  ['claims', whole(c.claims)],
  ['acts', whole(c.events)],
  ['changes so far', whole(c.last_change)],
  [`on disk (${engine})`, `${num(c.bytes / (1 << 20), c.bytes < 100 << 20 ? 1 : 0)} MiB`],
  ['dead letters', dead >= 1000 ? '1,000 or more' : whole(dead)],
  ['event streams open', whole(streams)],
];
export const storedColumns: Column<[string, string]>[] = [
  { head: 'What', cell: (r) => r[0] },
  { head: 'Number', n: true, cell: (r) => r[1] },
];

const stageWords: Record<string, string> = { fetched: 'taken in, to be read', read: 'read, to be stored', stored: 'stored, to be told' };
export const stageColumns: Column<Stats['stages'][0]>[] = [
  { head: 'Stage', cell: (g) => ({ text: g.stage, under: stageWords[g.stage] }) },
  { head: 'Waiting', n: true, cell: (g) => whole(g.waiting) },
  { head: 'In hand', n: true, cell: (g) => whole(g.in_flight) },
];

export const sentColumns: Column<Stats['deliveries'][0]>[] = [
  { head: 'Channel', cell: (d) => ({ text: d.channel, href: `${to.watch('deliveries')}?channel=${encodeURIComponent(d.channel)}&state=${encodeURIComponent(d.state)}` }) },
  { head: 'State', cell: (d) => ({ badge: deliveryState(d.state) }) },
  { head: 'Deliveries', n: true, cell: (d) => whole(d.n) },
];

export const letterColumns = (retry: (l: Letter) => void): Column<Letter>[] => [
  { head: 'At', nowrap: true, cell: (l) => ({ at: l.at }) },
  { head: 'Stage', cell: (l) => l.stage },
  { head: 'Reason', words: true, cell: (l) => l.reason },
  { head: 'Story', cell: (l) => code(l.id) },
  { head: 'Attempts', n: true, cell: (l) => whole(l.attempts) },
  { head: 'Bytes', n: true, cell: (l) => whole(l.bytes) },
  { head: 'Actions', n: true, cell: (l) => does('Try again', l.id, () => retry(l)) },
];

export const auditColumns: Column<Entry>[] = [
  { head: 'Line', n: true, cell: (e) => whole(e.seq) },
  { head: 'At', nowrap: true, cell: (e) => ({ at: e.at }) },
  { head: 'Who', cell: (e) => e.actor },
  { head: 'Did', cell: (e) => e.action },
  { head: 'To what', cell: (e) => code(e.object) },
  { head: 'How it went', words: true, cell: (e) => e.detail },
  { head: 'Hash', cell: (e) => code(e.sum.slice(0, 12)) },
];

const changes: Record<string, ReturnType<typeof word>> = {
  added: word('added', '+', 'bad', 'It came onto the list.'),
  removed: word('removed', '−', 'good', 'It was taken off the list.'),
};
export const changeColumns: Column<ListChange>[] = [
  { head: 'Day', nowrap: true, cell: (c) => day(c.day) },
  { head: 'List', cell: (c) => c.list },
  { head: 'Change', cell: (c) => ({ badge: changes[c.change] ?? word(c.change, '·', 'plain', '') }) },
  { head: 'Party', cell: (c) => ({ text: c.name, href: c.party && to.company(c.party) }) },
  { head: 'Seen', nowrap: true, cell: (c) => ({ at: c.seen }) },
];
