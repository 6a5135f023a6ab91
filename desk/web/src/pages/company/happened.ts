import type { Receipt } from '../../lib/dossier';

/** An event as GET /v1/events tells it. */
export interface StoredEvent {
  story: string;
  title: string;
  /** publication of the story */
  at: string;
  id: string;
  type: string;
  word: string;
  actor?: string;
  actor_id?: string;
  recipient?: string;
  recipient_id?: string;
  date?: string;
  receipt: Receipt;
}

/** One event, however many stories tell it. */
export interface Event extends StoredEvent {
  /** its own day, or that of the first story when none is told */
  day: string;
  dated: boolean;
  stories: number;
}

/** happened is the events that a party takes part in, newest first, of what stories tell newest first. */
export function happened(id: string, told: StoredEvent[]): Event[] {
  const of = new Map<string, Event>();
  // Oldest first, so that the event leads to the story that told it first.
  for (const e of [...told].reverse()) {
    if (e.actor_id !== id && e.recipient_id !== id) continue;
    const day = e.date || e.at.slice(0, 10);
    const key = [day, e.type, e.actor, e.recipient].join('|');
    const had = of.get(key);
    if (had) had.stories++;
    else of.set(key, { ...e, day, dated: Boolean(e.date), stories: 1 });
  }
  return [...of.values()].sort((a, b) => (a.day + a.at < b.day + b.at ? 1 : -1));
}
