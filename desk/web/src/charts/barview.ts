// Prices as a chart shows them: one bar a session, or one bar a few minutes of a
// session. Both have places on one axis, so that what is drawn over them can be
// computed without a canvas.

import { clock, day, price, short } from '../lib/format';
import type { Bars, Column, Daily } from '../lib/prices';

export interface Bar {
  /** a session, or the wall clock of the venue as if it were UTC, in seconds */
  time: string | number;
  /** what a reader calls it: 14 Nov 2025, or 13:25 EST */
  name: string;
  open: number | null;
  high: number | null;
  low: number | null;
  close: number | null;
  volume: number | null;
}

export interface BarView {
  kind: 'daily' | 'intraday';
  bars: Bar[];
  /** most bars have all four prices; otherwise a line of closes is drawn */
  candles: boolean;
  currency: string;
  zone: string;
}

/** A moment on the axis: between bar 2 and bar 3 lies 2.5. */
export interface Upright {
  at: number;
  label: string;
}

/** A stretch of the axis, from edge to edge: one bar k is k - 0.5 to k + 0.5. */
export interface Stretch {
  from: number;
  to: number;
  label: string;
  tone: 'event' | 'later' | 'closed';
}

/** A price drawn across the chart. */
export interface Level {
  value: number;
  label: string;
  kind: 'prior' | 'stated';
}

/** What stands at a session: a letter on the chart, words beside it. */
export interface Mark {
  session: string;
  letter: string;
  words: string;
  href?: string;
}

/** All that a picture shows. */
export interface Picture {
  view: BarView;
  levels: Level[];
  uprights: Upright[];
  stretches: Stretch[];
  marks: Mark[];
  /** bars in sight at first, from the end; all when left out */
  sight?: number;
}

/** A picture with what stands around it. */
export interface Sheet {
  /** name on its button: Daily, 5 minutes */
  name: string;
  picture: Picture;
  /** whose sessions, which zone, which basis */
  note: string;
  source: string;
  /** what is drawn, in words: lines and moments */
  drawn?: string[];
  /** the bar that is told at first; the last when left out */
  start?: number;
}

const at = (c: Column, i: number): number | null => c[i] ?? null;
const four = (b: Bar) => b.open !== null && b.high !== null && b.low !== null && b.close !== null;

function view(kind: BarView['kind'], bars: Bar[], currency: string | undefined, zone: string): BarView {
  const closed = bars.filter((b) => b.close !== null);
  return { kind, bars, candles: closed.filter(four).length >= 0.9 * closed.length, currency: currency ?? '', zone };
}

export function dailyView(d: Daily): BarView {
  const bars = d.sessions.map((s, i) => ({
    time: s, name: day(s), open: at(d.open, i), high: at(d.high, i), low: at(d.low, i), close: at(d.close, i), volume: at(d.volume, i),
  }));
  return view('daily', bars, d.currency, d.zone);
}

export function intradayView(b: Bars): BarView {
  const bars = b.at.map((t, i) => ({
    time: wall(t), name: clock(t, b.zone), open: at(b.open, i), high: at(b.high, i), low: at(b.low, i), close: at(b.close, i), volume: at(b.volume, i),
  }));
  return view('intraday', bars, b.currency, b.zone);
}

/** wall reads the clock on the venue's wall off a time that carries the venue's offset. */
const wall = (t: string): number => Date.parse(t.slice(0, 19) + 'Z') / 1000;

/** placeOfMoment finds a moment among the bars of a session; undefined outside of them. */
export function placeOfMoment(b: Bars, moment: string | number): number | undefined {
  const t = typeof moment === 'number' ? moment : Date.parse(moment);
  const step = b.step_minutes * 60_000;
  for (let i = b.at.length - 1; i >= 0; i--) {
    const start = Date.parse(b.at[i]!);
    if (t < start) continue;
    // Between the end of one bar and the start of the next nothing was traded.
    if (t <= start + step) return i - 0.5 + (t - start) / step;
    return i === b.at.length - 1 ? undefined : i + 0.5;
  }
  return undefined;
}

/** momentOfClock is a time of day of the venue, 13:25, on the session of the bars. */
export function momentOfClock(b: Bars, hhmm: string): number | undefined {
  const first = b.at[0];
  const m = /^(\d{2}):(\d{2})/.exec(hhmm);
  if (!first || !m) return undefined;
  return Date.parse(`${first.slice(0, 11)}${m[1]}:${m[2]}:00${first.slice(19)}`);
}

/** placeOfDay is the first session on or after a day, or -1 when the chart ends before it. */
export const placeOfDay = (sessions: string[], date: string): number =>
  sessions.length && date >= sessions[0]! ? sessions.findIndex((s) => s >= date) : -1;

/** words says a bar as a line of text. */
export function words(b: Bar, v: BarView): string {
  if (b.close === null) return `${b.name}: no trade`;
  const ends = four(b) ? `open ${price(b.open)}, high ${price(b.high)}, low ${price(b.low)}, ` : '';
  return `${b.name}: ${ends}close ${price(b.close, v.currency)}${b.volume === null ? '' : `, volume ${short(b.volume)}`}`;
}

/** letterOf names the marks of a chart: A to Z, then AA, AB. */
export const letterOf = (n: number): string => (n < 26 ? '' : letterOf(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));

/** summary says what a sighted reader takes from the shape. */
export function summary(v: BarView): string {
  const traded = v.bars.filter((b) => b.close !== null);
  const first = traded[0];
  const last = traded.at(-1);
  if (!first || !last) return 'No prices in this range.';
  const lowest = traded.reduce((a, b) => ((b.low ?? b.close)! < (a.low ?? a.close)! ? b : a));
  const highest = traded.reduce((a, b) => ((b.high ?? b.close)! > (a.high ?? a.close)! ? b : a));
  return (
    `From ${first.name} to ${last.name}: close ${price(first.close)} at first, ${price(last.close, v.currency)} at last; ` +
    `lowest ${price(lowest.low ?? lowest.close)} (${lowest.name}), highest ${price(highest.high ?? highest.close)} (${highest.name}).`
  );
}
