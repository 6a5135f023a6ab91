// What a study says in one sentence, and what must be said with it.

import { count, num, pct, pvalue, share } from '../../lib/format';
import { windowWords } from './design';
import type { Report, Stat, Test, WindowResult } from './study';
import { lawWords, plain, tested } from './words';

/**
 * mainTest chooses the test of the headline: one that allows for a raised
 * variance, and for shared sessions too where events share them.
 */
export function mainTest(r: Report, w: WindowResult): { stat: Stat; why: string } | undefined {
  const shared = r.result.diagnostics.shared_dates > 0;
  const order: [string, string][] = shared
    ? [['kp', 'it allows for events that share a session'], ['grank-t', 'it allows for events that share a session'], ['bmp', 'it allows for a variance that the event raises']]
    : [['bmp', 'it allows for a variance that the event raises'], ['kp', 'it allows for correlated events']];
  order.push(['csect', 'it rests on the spread of the events']);
  const stats = w.stats ?? [];
  for (const [test, why] of order) {
    const stat = stats.find((s) => s.test === test && tested(s));
    if (stat) return { stat, why };
  }
  const stat = stats.find(tested);
  return stat && { stat, why: 'it is the first of those that were asked for' };
}

/** a statistic as papers print it: t(19) = −0.57 */
export const statWords = (s: Stat): string => {
  const law = s.law === 't' ? lawWords(s) : s.law === 'normal' ? 'z' : 'statistic';
  return `${law} = ${num(s.value, 2)}`;
};

export interface Headline {
  lead: string;
  verdict: string;
  test: string;
}

export function headline(r: Report, w: WindowResult, tests: Test[]): Headline {
  const d = r.result.design;
  const one = r.result.events?.length === 1 ? r.result.events[0] : undefined;
  const over = w.window.from === w.window.to ? `On ${windowWords(w.window)}` : `Over ${windowWords(w.window)}`;
  if (w.n === 0) return { lead: `${over} no event has a return on every day.`, verdict: '', test: '' };
  const interval = w.n > 1 ? ` (${share((1 - d.level) * 100, 0)} interval ${pct(w.low * 100)} to ${pct(w.high * 100)})` : '';
  const lead = one
    ? `${over}, ${one.security} moved by ${pct(w.mean * 100)} beyond what ${d.market} explains.`
    : `${over}, ${count(w.n, 'event')} moved by ${pct(w.mean * 100)} on average beyond what ${d.market} explains${interval}; ${w.positive} of ${w.n} rose.`;
  if (one) {
    const k = d.windows.findIndex((x) => x.from === w.window.from && x.to === w.window.to);
    const car = one.cars[k];
    if (!car || car.missing) return { lead, verdict: '', test: '' };
    return { lead, verdict: told(car.p, d.level), test: `t(${one.df}) = ${num(car.t, 2)}, p ${pvalue(car.p)}, by the error of the forecast of this event alone.` };
  }
  const m = mainTest(r, w);
  if (!m) return { lead, verdict: 'No test of this window could be computed.', test: '' };
  const adjusted = d.adjust !== 'none' ? `, ${pvalue(m.stat.p_adjusted)} after ${d.adjust}` : '';
  return {
    lead,
    verdict: told(m.stat.p, d.level),
    test: `${(tests.find((t) => t.name === m.stat.test)?.words ?? plain(m.stat.test))} (${m.stat.test}, ${m.stat.convention}): ${statWords(m.stat)}, n ${m.stat.n}, p ${pvalue(m.stat.p)}${adjusted}. Chosen because ${m.why}.`,
  };
}

const told = (p: number, level: number): string =>
  p < level ? `More than chance would give, at ${share(level * 100, 0)}.` : `Not distinguishable from chance, at ${share(level * 100, 0)}.`;

/** caveats are what a reader would be misled without */
export function caveats(r: Report, w: WindowResult): string[] {
  const d = r.result.diagnostics;
  const out: string[] = [];
  const stats = (w.stats ?? []).filter(tested);
  const level = r.result.design.level;
  if (stats.length > 0 && w.n > 1) {
    const adjusted = r.result.design.adjust === 'none' ? '' : `, ${stats.filter((s) => s.p_adjusted < level).length} after the correction for many windows`;
    out.push(`${stats.filter((s) => s.p < level).length} of ${stats.length} tests of this window reject “no effect” at ${share(level * 100, 0)}${adjusted}.`);
  }
  const dropped = r.result.drops?.length ?? 0;
  if (dropped) out.push(`${dropped} of ${count(d.events, 'event')} ${dropped === 1 ? 'was' : 'were'} left out; each stands below with its reason.`);
  if (r.power) out.push(r.power);
  return [...out, ...(d.notes ?? [])];
}
