// A rule while it is written. Fields of a form are never absent; a body has only what is meant.

import type { Rule, RuleBody } from '../shapes';

export interface QuietDraft {
  zone: string;
  from: string;
  to: string;
  days: string[];
}
export interface Draft {
  name: string;
  query: string;
  channels: string[];
  per: string;
  urgent: boolean;
  off: boolean;
  quiet: QuietDraft[];
  every: string;
  at: string;
  zone: string;
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export function draftOf(r: Rule | undefined, query: string, zone: string): Draft {
  return {
    name: r?.name ?? '',
    query: r?.query ?? query,
    channels: [...(r?.channels ?? [])],
    per: r?.per || 'cluster',
    urgent: r?.urgent ?? false,
    off: r?.off ?? false,
    quiet: (r?.quiet ?? []).map((q) => ({ zone: q.zone, from: q.from, to: q.to, days: [...(q.days ?? [])] })),
    every: r?.digest?.every ?? '',
    at: r?.digest?.at || '08:00',
    zone: r?.digest?.zone || zone,
  };
}

export function bodyOf(d: Draft): RuleBody {
  return {
    name: d.name.trim(),
    query: d.query.trim(),
    channels: d.channels.length ? d.channels : undefined,
    per: d.per === 'cluster' ? undefined : d.per,
    urgent: d.urgent || undefined,
    off: d.off || undefined,
    quiet: d.quiet.length ? d.quiet.map((q) => ({ zone: q.zone.trim(), from: q.from, to: q.to, days: q.days.length ? q.days : undefined })) : undefined,
    digest: d.every === 'daily' ? { every: d.every, at: d.at, zone: d.zone.trim() } : d.every ? { every: d.every } : undefined,
  };
}

/** What people say and the rule it is, docs/alerts.md. */
export const examples: { says: string; query: string }[] = [
  { says: 'A holding is accused and the statement fails', query: '(and held:yes T:accuse verdict:fails)' },
  { says: 'A party I hold is added to 1260H', query: '(and kind:list_change change:added list:1260h held:yes)' },
  { says: 'Five independent outlets have it', query: '(and kind:cluster outlets>=5 held:yes)' },
  { says: 'It still falls after a week', query: '(and kind:measurement horizon>=5 car<-5 t<-2 held:yes)' },
];
