import { ago, day, moment } from '../../../lib/format';
import { to } from '../../../lib/router.svelte';
import type { Cell, Column } from '../../../ui/table';
import type { Alert, Rule } from '../shapes';
import { ruleState } from '../vocabulary';
import { actions, does, go, path } from '../watch';

// When it sends, in words.
function pace(r: Rule): string {
  const { digest: d } = r;
  return [
    r.per === 'story' && 'an alert a story',
    r.urgent && 'urgent',
    d && (d.every === 'daily' ? `daily digest at ${d.at || '00:00'} ${d.zone ?? ''}` : `${d.every} digest`),
    ...(r.quiet ?? []).map((q) => `quiet ${q.from}–${q.to} ${q.zone}${q.days?.length ? ` on ${q.days.join(', ')}` : ''}`),
  ]
    .filter(Boolean)
    .join('; ');
}

const feed = (r: Rule, words: string): Cell => ({ text: words, href: `${path('rules', r.id)}/feed.${words.toLowerCase()}`, out: true, label: `${words} feed of ${r.name}` });

/** since: before this moment alerts were not looked through. */
export function columns(last: Map<string, Alert>, since: string | undefined, channel: (id: string) => string, mute: (r: Rule) => void, drop: (r: Rule) => void): Column<Rule>[] {
  return [
    {
      head: 'State',
      cell: (r) => ({ badge: ruleState(r), under: ruleState(r).word === 'muted' ? `until ${moment(r.muted_until)}` : undefined }),
    },
    { head: 'Rule', words: true, cell: (r) => [{ text: r.name }, { text: r.query, as: 'code line' }] },
    { head: 'Sends', cell: (r) => ({ text: pace(r) || 'at once', under: `to ${r.channels?.map(channel).join(', ') || 'its feed alone'}` }) },
    {
      head: 'Last alert',
      words: true,
      cell: (r) => {
        const a = last.get(r.id);
        if (!a) return { text: since ? `none since ${day(since)}` : 'none yet', as: 'dim' };
        return { text: ago(a.at), href: `${to.watch('deliveries')}?rule=${encodeURIComponent(r.id)}`, label: `Alerts of ${r.name}, the last ${ago(a.at)}`, under: a.title || a.subject };
      },
    },
    { head: 'Feeds', nowrap: true, cell: (r) => [feed(r, 'Atom'), feed(r, 'JSON')] },
    ...actions((r: Rule) => [does('Edit', r.name, () => go('rules', `?edit=${encodeURIComponent(r.id)}`)), does('Mute', r.name, () => mute(r)), does('Delete', r.name, () => drop(r))]),
  ];
}
