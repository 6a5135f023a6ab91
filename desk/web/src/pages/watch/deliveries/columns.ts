// Alerts with what they say, and what became of them.
import { ago, count, moment, whole } from '../../../lib/format';
import { to } from '../../../lib/router.svelte';
import type { Cell, Column } from '../../../ui/table';
import type { Alert, Delivery } from '../shapes';
import { alertKind, deliveryState, outcome } from '../vocabulary';
import { actions, does, editing, when } from '../watch';

const title = (a: Alert, as: string): Cell => ({ text: a.title || a.subject, href: a.story && to.story(a.story), as });

export const alertColumns: Column<Alert>[] = [
  { head: 'Raised', nowrap: true, cell: (a) => ({ ...when(a.at), under: a.urgent ? '! urgent' : undefined }) },
  {
    head: 'What',
    words: true,
    cell: (a) => [{ ...title(a, 'serif'), under: a.outlet }, ...(a.lines?.length ? [{ text: count(a.lines.length, 'line'), fold: a.lines.map((text) => [{ text }]) }] : [])],
  },
  { head: 'About', cell: (a) => alertKind(a.kind) },
  { head: 'Rule', cell: (a) => ({ text: a.name || a.rule, href: editing('rules', a.rule) }) },
];

function carried(d: Delivery): Cell[] {
  const all = (d.alerts ?? []).map((a) => title(a, 'line'));
  return all.length > 3 ? [...all.slice(0, 3), { text: `${whole(all.length - 3)} more`, fold: all.slice(3).map((c) => [c]) }] : all;
}

function said(d: Delivery): Cell[] {
  const all = d.attempts ?? [];
  const last = all.toSorted((a, b) => a.n - b.n).at(-1);
  const words = (status?: number, why?: string) => [status && `answered ${status}`, why].filter(Boolean).join(': ');
  const attempts = all.map((a): Cell[] => [{ text: `${a.n}.` }, { badge: outcome(a.outcome) }, { at: a.begun }, { text: words(a.status, a.why), under: `delivery id ${a.id}` }]);
  return [{ text: d.why || last?.why || words(last?.status) }, ...(all.length ? [{ text: count(all.length, 'attempt'), fold: attempts }] : [])];
}

export const deliveryColumns = (rule: (id: string) => string, channel: (id: string) => string, retry: (d: Delivery) => void): Column<Delivery>[] => [
  {
    head: 'State',
    cell: (d) => [
      { badge: deliveryState(d.state), under: d.state === 'pending' ? `${d.tries ? 'next try' : 'due'} ${ago(d.due)}, ${moment(d.due)}` : undefined },
      { under: d.digest ? 'digest' : undefined },
    ],
  },
  { head: 'Made', nowrap: true, cell: (d) => when(d.created) },
  { head: 'Rule, channel', cell: (d) => ({ text: rule(d.rule), under: `to ${channel(d.channel)}` }) },
  { head: 'Carries', words: true, cell: carried },
  { head: 'Attempts', n: true, cell: (d) => ({ text: whole(d.tries), under: d.lost ? `${whole(d.lost)} not seen to end` : undefined }) },
  { head: 'What the receiver said', words: true, cell: said },
  ...actions((d: Delivery) => (d.state === 'dead' ? [does('Try again', d.id, () => retry(d))] : [])),
];
