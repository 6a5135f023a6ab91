// Events of the desk's stories as a table for a study.

import { ask, params, type List } from '../../lib/api';
import { writeTable } from '../../lib/csv';
import type { Held } from '../../lib/prices';

interface DeskEvent {
  story: string;
  title: string;
  at: string;
  id: string;
  type: string;
  word: string;
  actor_id?: string;
  recipient_id?: string;
  date?: string;
}

export interface Found {
  csv: string;
  /** events that became rows */
  events: number;
  /** events none of whose parties has prices here */
  without: number;
  /** there are more than were asked for */
  more: boolean;
}

const most = 500;

/**
 * findEvents asks the desk for events and makes a row of each party that has a
 * line on the tape, by the event's day or else the moment of its story. Two
 * stories of one event give one row.
 */
export async function findEvents(q: string, lines: Held[], signal?: AbortSignal): Promise<Found> {
  const list = await ask<List<DeskEvent>>(`/v1/events${params({ q, limit: most })}`, { signal });
  const line = new Map<string, string>();
  // A party may have several lines; the one with bars within the day, then the longest, tells most.
  for (const l of [...lines].sort((a, b) => a.sessions_with_bars - b.sessions_with_bars || a.days - b.days)) if (l.party) line.set(l.party, l.listing);
  const rows: string[][] = [];
  const seen = new Set<string>();
  let without = 0;
  for (const e of list.items) {
    const parties = [...new Set([e.recipient_id, e.actor_id])].filter((p): p is string => p !== undefined && line.has(p));
    if (parties.length === 0) without++;
    for (const p of parties) {
      const key = `${p} ${e.date ?? e.at} ${e.type}`;
      if (seen.has(key)) continue;
      seen.add(key);
      rows.push([`${e.word}, ${e.title}`.slice(0, 120), line.get(p)!, e.date ?? '', e.date ? '' : e.at, e.word]);
    }
  }
  return { csv: writeTable([['id', 'security', 'date', 'at', 'group'], ...rows]), events: rows.length, without, more: list.next !== undefined };
}
