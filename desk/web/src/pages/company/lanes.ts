// Where the periods of a timeline stand: one lane a list, places in percent of
// the width.

import type { Period, PartyStanding } from '../../lib/parties';

export interface Bar {
  left: number;
  width: number;
  /** a happening of a day: posted and taken back */
  point: boolean;
  /** still in force when the list was last known */
  open: boolean;
  period: Period;
}
export interface Lane {
  list: string;
  title: string;
  /** how far the list is known, in percent */
  known: number;
  knownUntil: string;
  bars: Bar[];
}
export interface Lanes {
  lanes: Lane[];
  years: { year: string; left: number }[];
  asOf: number;
}

const time = (d: string) => Date.parse(d.slice(0, 10) + 'T00:00:00Z');
const year = 365.25 * 86_400_000;

export function lanes(standing: PartyStanding[], timeline: Period[], asOf: string): Lanes {
  const days = [asOf, ...timeline.flatMap((p) => [p.from, p.to, p.known_until]), ...standing.map((s) => s.known_until)]
    .filter((d): d is string => Boolean(d))
    .map(time)
    .filter((t) => !Number.isNaN(t));
  const least = Math.min(...days);
  const most = Math.max(...days);
  // A year of room before the first, and at least three in all.
  const from = new Date(Math.min(least - year / 2, most - 3 * year)).getUTCFullYear();
  const to = new Date(most + year / 4).getUTCFullYear() + 1;
  const start = Date.UTC(from, 0, 1);
  const whole = Date.UTC(to, 0, 1) - start;
  const at = (d: string | undefined, otherwise: number) => (d && !Number.isNaN(time(d)) ? Math.max(0, Math.min(100, ((time(d) - start) / whole) * 100)) : otherwise);

  const names = [...new Set([...standing.map((s) => s.list), ...timeline.map((p) => p.list)])];
  const every = Math.ceil((to - from) / 12);
  return {
    asOf: at(asOf, 100),
    years: Array.from({ length: to - from }, (_, i) => from + i)
      .filter((y) => (y - from) % every === 0)
      .map((y) => ({ year: String(y), left: at(`${y}-01-01`, 0) })),
    lanes: names.map((list) => {
      const periods = timeline.filter((p) => p.list === list);
      const known = standing.find((s) => s.list === list)?.known_until ?? periods.find((p) => p.known_until)?.known_until ?? '';
      const end = at(known, 100);
      return {
        list,
        title: standing.find((s) => s.list === list)?.title ?? periods[0]?.title ?? '',
        known: end,
        knownUntil: known,
        bars: periods.map((p) => {
          const left = at(p.from, 0);
          const point = p.to === p.from;
          return { left, width: point ? 0 : Math.max(0.3, at(p.to, end) - left), point, open: !p.to, period: p };
        }),
      };
    }),
  };
}
