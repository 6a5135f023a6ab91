// A rule while it is written. Fields of a form are never absent; a body has only what is meant.

import type { FieldOf } from '../../../ui/Fields.svelte';
import type { Channel, Quiet, Rule, RuleBody } from '../shapes';

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

export const quietOf = (q: Quiet): QuietDraft => ({ zone: q.zone, from: q.from, to: q.to, days: [...(q.days ?? [])] });

export function draftOf(r: Rule | undefined, query: string, zone: string): Draft {
  return {
    name: r?.name ?? '',
    query: r?.query ?? query,
    channels: [...(r?.channels ?? [])],
    per: r?.per || 'cluster',
    urgent: r?.urgent ?? false,
    off: r?.off ?? false,
    quiet: (r?.quiet ?? []).map(quietOf),
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

export const zones = ['UTC', 'America/New_York', 'Europe/London', 'Europe/Berlin', 'Asia/Hong_Kong', 'Asia/Shanghai', 'Asia/Tokyo'];

export const fields: FieldOf[] = [
  { key: 'name', label: 'Name', whole: true, is: { required: true, maxlength: 200 } },
  { key: 'query', label: 'Query', whole: true, area: 3, about: 'as on the wire; a rule that names no kind: is about stories', is: { required: true, maxlength: 2000 } },
];

const time = { type: 'time', required: true };

/** whenFields are where and when a rule sends. Channels that it names and nobody has any more are shown too, to be taken out. */
export function whenFields(d: Draft, channels: Channel[]): FieldOf[] {
  const names = new Map([...d.channels.map((id) => [id, `${id} (not known)`] as const), ...channels.map((c) => [c.id, `${c.name} (${c.kind})`] as const)]);
  const digest: FieldOf[] = [
    { key: 'at', label: 'Digest at', is: time },
    { key: 'zone', label: 'Zone of the digest', list: 'rule-zones', is: { required: true } },
  ];
  return [
    { key: 'channels', label: 'Channels', any: [...names], about: names.size ? '' : 'There is none; the alerts stand in the rule’s feed.' },
    { key: 'per', label: 'One alert for each', of: [['cluster', 'event (cluster of stories)'], ['story', 'story']] },
    { key: 'every', label: 'Pace', of: [['', 'at once'], ['hourly', 'hourly digest'], ['daily', 'daily digest']] },
    ...(d.every === 'daily' ? digest : []),
    { key: 'urgent', label: 'Urgent: quiet hours do not hold it', tick: true },
    { key: 'off', label: 'Off: it raises nothing', tick: true },
  ];
}

export const quietFields: FieldOf[] = [
  { key: 'from', label: 'From', is: time },
  { key: 'to', label: 'To', is: time },
  { key: 'zone', label: 'Zone', list: 'rule-zones', is: { required: true } },
  { key: 'days', label: 'Days', about: 'none ticked: every day', any: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((d) => [d, d]) },
];
