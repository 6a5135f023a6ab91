import { ask, params, Problem } from '../lib/api';
import type { Reaction } from '../lib/dossier';
import type { Bars, Daily } from '../lib/prices';
import { around, range } from './storysheets';

/** What the tape has around an event: its sessions, and the bars of its own if there are some. */
export interface StoryPrices {
  daily: Daily;
  bars?: Bars;
}

export async function storyPrices(r: Reaction, signal: AbortSignal): Promise<StoryPrices> {
  // The basis of the dossier's own figures, so that both can be laid together.
  const basis = r.close?.receipt.cells?.[0]?.basis;
  const path = `/v1/prices/${encodeURIComponent(r.listing)}`;
  const all = await ask<Daily>(path + params({ ...range(r.session), basis }), { signal });
  const daily = around(all, r.session);
  if (all.with_bars && !all.with_bars.includes(r.session)) return { daily };
  try {
    return { daily, bars: await ask<Bars>(`${path}/bars` + params({ session: r.session }), { signal }) };
  } catch (e) {
    if (e instanceof Problem && e.status === 404) return { daily };
    throw e;
  }
}
