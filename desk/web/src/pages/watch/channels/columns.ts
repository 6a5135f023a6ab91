import { absent, moment, whole } from '../../../lib/format';
import type { Column } from '../../../ui/table';
import type { Channel, Rule } from '../shapes';
import { channelState } from '../vocabulary';
import { code, does, editing, go } from '../watch';

interface Doings {
  users: (c: Channel) => Rule[];
  busy: boolean;
  test: (c: Channel) => void;
  resume: (c: Channel) => void;
  drop: (c: Channel) => void;
}

export const columns = ({ users, busy, test, resume, drop }: Doings): Column<Channel>[] => [
  {
    head: 'State',
    words: true,
    cell: (c) => {
      const state = channelState(c);
      return [
        { badge: state, under: state.word === 'stopped' ? `until ${moment(c.paused_until)}` : undefined },
        { under: state.word === 'ready' ? undefined : c.paused_because },
      ];
    },
  },
  { head: 'Channel', cell: (c) => [{ text: c.name }, code(c.id)] },
  { head: 'Kind', nowrap: true, cell: (c) => c.kind },
  {
    head: 'Settings',
    words: true,
    cell: (c) =>
      Object.entries(c.settings ?? {})
        .filter(([, v]) => v)
        .map(([k, v]) => ({ text: `${k}: ${v}`, as: 'line' })),
  },
  { head: 'Secrets set', cell: (c) => c.secrets?.join(', ') || absent },
  { head: 'Rules', cell: (c) => users(c).map((r) => ({ text: r.name, href: editing('rules', r.id), as: 'line' })) },
  { head: 'Failures in a row', n: true, cell: (c) => whole(c.failures ?? 0) },
  {
    head: 'Actions',
    n: true,
    cell: (c) => [
      { ...does('Test', c.name, () => test(c), busy), label: `Send a test message to ${c.name}` },
      ...(channelState(c).word === 'stopped' ? [does('Resume', c.name, () => resume(c))] : []),
      does('Edit', c.name, () => go('channels', `?edit=${encodeURIComponent(c.id)}`)),
      does('Delete', c.name, () => drop(c)),
    ],
  },
];
