import { ask, params, type List } from '../../lib/api';
import type { Receipt } from '../../lib/dossier';
import { Loading } from '../../lib/load.svelte';
import { partyQuery } from '../../lib/parties';

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

/** The events that a party takes part in, newest first. */
export class Happened {
  readonly read: Loading<List<StoredEvent>>;

  constructor(private readonly id: string) {
    this.read = new Loading((signal) => ask<List<StoredEvent>>('/v1/events' + params({ q: partyQuery(id), limit: 200 }), { signal }));
    void this.read.again();
  }

  get events(): Event[] {
    const of = new Map<string, Event>();
    // Oldest first, so that the event leads to the story that told it first.
    for (const e of [...(this.read.value?.items ?? [])].reverse()) {
      if (e.actor_id !== this.id && e.recipient_id !== this.id) continue;
      const day = e.date || e.at.slice(0, 10);
      const key = [day, e.type, e.actor, e.recipient].join('|');
      const had = of.get(key);
      if (had) had.stories++;
      else of.set(key, { ...e, day, dated: Boolean(e.date), stories: 1 });
    }
    return [...of.values()].sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
  }

  end(): void {
    this.read.end();
  }
}
