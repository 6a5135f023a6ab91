// The figures that a story states, as prices on a chart.

import type { Reaction, Statement } from '../lib/dossier';
import { pct, price } from '../lib/format';
import type { Daily } from '../lib/prices';
import { verdict } from '../lib/words';
import type { Level } from './barview';

// Returns whose base is the close before: only these have one price to draw.
const againstClose = new Set(['return_close', 'return_open', 'return_extreme', 'return_asof', 'return_premarket', 'return_multi']);

export interface Stated {
  level: Level;
  /** the figure itself */
  short: string;
  /** how the price came about and what the tape says of it */
  words: string;
  /** times of day between which the figure was touched, as the venue's clock has them */
  first?: string;
  last?: string;
}

/** statedPrices are those of the listing and session of a reaction, each once. Prices must be as traded, as the story's are. */
export function statedPrices(statements: Statement[], reaction: Reaction, daily: Daily): Stated[] {
  const all = new Map<string, Stated>();
  for (const s of statements) {
    if (s.listing !== reaction.listing || s.value === undefined || (s.window?.to && s.window.to !== reaction.session)) continue;
    for (const value of [s.value, s.up_to]) {
      if (value === undefined || value === null) continue;
      const made = s.measure.startsWith('level_') ? asPrice(s, value, daily) : asReturn(s, value, reaction, daily);
      if (made && !all.has(made.level.label)) all.set(made.level.label, made);
    }
  }
  return [...all.values()];
}

function asPrice(s: Statement, value: number, daily: Daily): Stated | undefined {
  if (!s.unit || s.unit === 'pct' || s.unit === 'points' || (daily.currency && s.unit !== daily.currency)) return undefined;
  const label = `stated ${price(value)}`;
  return { level: { value, label, kind: 'stated' }, short: price(value), words: `${label} ${s.unit}, as printed; ${verdict(s.verdict).word}` };
}

function asReturn(s: Statement, value: number, reaction: Reaction, daily: Daily): Stated | undefined {
  if (s.unit !== 'pct' || !againstClose.has(s.measure) || (s.direction !== 'down' && s.direction !== 'up')) return undefined;
  const from = s.window?.from ?? '';
  const held = daily.basis === 'raw' ? daily.close[daily.sessions.indexOf(from)] : undefined;
  const base = held ?? (s.measure === 'return_multi' ? undefined : reaction.prior_close?.value);
  if (base === undefined || base === null) return undefined;
  const change = s.direction === 'down' ? -value : value;
  const at = base * (1 + change / 100);
  const short = pct(change, places(value));
  const label = `stated ${short}`;
  return {
    short,
    level: { value: at, label, kind: 'stated' },
    words: `${label}: ${price(at, daily.currency)}, computed from the close before, ${price(base)}; ${verdict(s.verdict).word}${touched(s)}`,
    first: s.first_minute,
    last: s.last_minute,
  };
}

// As many decimals as the story printed, two at most.
const places = (x: number) => Math.min(2, String(x).split('.')[1]?.length ?? 0);

function touched(s: Statement): string {
  if (!s.first_minute) return '';
  return s.last_minute && s.last_minute !== s.first_minute ? `, touched between ${s.first_minute} and ${s.last_minute}` : `, touched at ${s.first_minute}`;
}
