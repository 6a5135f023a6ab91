import { absent, whole } from '../../../lib/format';
import type { Column } from '../../../ui/table';
import type { Feed } from '../shapes';
import { webAddress } from '../../../lib/address';
import { condition, conditions, health } from '../vocabulary';
import { actions, does, when } from '../watch';

export const nameOf = (f: Feed): string => f.title || f.url;
const urgency = Object.keys(conditions);

export const columns = (edit: (f: Feed) => void, pause: (f: Feed) => void, drop: (f: Feed) => void): Column<Feed>[] => [
  {
    head: 'Health',
    nowrap: true,
    sort: (f) => urgency.indexOf(condition(f)),
    cell: (f) => (f.health.since && !f.off ? [{ badge: health(f) }, { text: 'since', as: 'dim' }, when(f.health.since)] : { badge: health(f) }),
  },
  {
    head: 'Feed',
    words: true,
    sort: (f) => nameOf(f).toLowerCase(),
    cell: (f) => [
      { text: nameOf(f), href: webAddress(f.url), out: true, under: f.title ? f.url : undefined },
      { under: [f.outlet, f.folder].filter(Boolean).join(', ') },
      { under: f.moved_to && `now at ${f.moved_to}` },
    ],
  },
  { head: 'Last fetch', nowrap: true, cell: (f) => when(f.polled) },
  { head: 'Newest item', nowrap: true, sort: (f) => f.news, cell: (f) => when(f.news) },
  { head: 'Next fetch', nowrap: true, cell: (f) => (f.off ? absent : when(f.next)) },
  { head: 'Stories taken', n: true, sort: (f) => f.taken, cell: (f) => whole(f.taken) },
  { head: 'What is wrong', words: true, cell: (f) => ({ text: f.health.why ?? '', under: f.failures ? `failed ${whole(f.failures)} × in a row` : undefined }) },
  ...actions((f: Feed) => [does('Edit', nameOf(f), () => edit(f)), does(f.off ? 'Resume' : 'Pause', nameOf(f), () => pause(f)), does('Delete', nameOf(f), () => drop(f))]),
];
