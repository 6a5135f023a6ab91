// What the desk knows of a story beside its dossier, and how the page asks.

import { ask, Problem } from '../../lib/api';
import type { Dossier } from '../../lib/dossier';
import { whole } from './reading.svelte';

export interface Summary {
  id: string;
  title: string;
  outlet?: string;
  feed?: string;
  url?: string;
  at: string;
  published?: string;
  published_date_only?: boolean;
  received?: string;
  read?: string;
  cluster: string;
  relation: string;
  why?: string;
  nearest?: string;
  event?: string;
  headline?: string;
}
export interface Cluster {
  id: string;
  title: string;
  stories: number;
  outlets: number;
  members: Summary[];
}
export interface Thread {
  id: string;
  text: string;
  speaker: string;
  status: string;
  why: string;
  since: string;
  detail?: { subject?: string; stories?: number; independent_origins?: number; members?: { story: string; claim: string; side: string; how: string }[] };
  history?: { status: string; why: string; story: string; at: string }[];
}
export interface Holding {
  portfolio?: string;
  symbol?: string;
  listing?: string;
  party?: string;
  name?: string;
  quantity: number;
}

/** How far a story is: read, on its way, or given up. */
export type Found = { state: 'stored'; summary: Summary; dossier: Dossier } | { state: 'accepted' } | { state: 'dead'; reason: string };

/** find asks for a story; one that is not stored may still be on its way. */
export async function find(id: string, signal: AbortSignal): Promise<Found> {
  const path = `/v1/stories/${encodeURIComponent(id)}`;
  try {
    const [summary, dossier] = await Promise.all([ask<Summary>(path, { signal }), ask<Partial<Dossier>>(`${path}/dossier`, { signal })]);
    return { state: 'stored', summary, dossier: whole(dossier) };
  } catch (e) {
    if (!(e instanceof Problem) || e.status !== 404) throw e;
    const s = await ask<{ status: string; reason?: string }>(`${path}/status`, { signal }).catch(() => undefined);
    if (s?.status === 'accepted') return { state: 'accepted' };
    if (s?.status === 'dead') return { state: 'dead', reason: s.reason ?? '' };
    throw e;
  }
}

const relations: Record<string, string> = {
  new: 'first told',
  same_text: 'same text',
  same_event: 'same event, other words',
  corrects: 'corrects an earlier text',
};

/** how a story stands to the one that it joined */
export const relation = (key: string): string => relations[key] ?? key.replaceAll('_', ' ');
