// The tables of a study's report, column by column.

import { absent, day, num, pct, pvalue, share, whole } from '../../lib/format';
import type { Column } from '../../ui/table';
import { windowWords } from './design';
import { statWords } from './headline';
import type { Abnormal, Diagnostics, Drop, EventResult, Placebo, Report, Stat, Test, Window, WindowResult } from './study';
import { kindOf, lawWords, plain, tested } from './words';

const percent = (x: number | undefined): string => pct(x === undefined ? x : x * 100);
const interval = (w: WindowResult): string => (w.n > 1 ? `${percent(w.low)} to ${percent(w.high)}` : absent);

export const testName = (name: string, tests: Test[]): string => tests.find((t) => t.name === name)?.words ?? plain(name);

const mean = (level: number): Column<WindowResult>[] => [
  { head: 'n', n: true, cell: (w) => whole(w.n) },
  { head: 'CAAR', n: true, cell: (w) => percent(w.n ? w.mean : undefined) },
  { head: `${share((1 - level) * 100, 0)} interval`, n: true, cell: interval },
  { head: 'Above 0', n: true, cell: (w) => `${whole(w.positive)} of ${whole(w.n)}` },
];

/** windows, of which one is told in full */
export function windowColumns(all: WindowResult[], level: number, chosen: number, choose: (k: number) => void): Column<WindowResult>[] {
  const out: Column<WindowResult>[] = [
    { head: 'Window', cell: (w) => ({ text: windowWords(w.window), as: 'link nowrap', act: () => choose(all.indexOf(w)), under: all.indexOf(w) === chosen ? 'shown' : undefined }) },
    ...mean(level),
    { head: 'Median', n: true, cell: (w) => percent(w.n ? w.median : undefined) },
    { head: 'SD, %', n: true, cell: (w) => num(w.n > 1 ? w.sd * 100 : undefined) },
  ];
  if (all.some((w) => w.by_value?.n)) out.push({ head: 'By weight', n: true, cell: (w) => percent(w.by_value?.n ? w.by_value.mean : undefined) });
  if (all.some((w) => w.by_precision?.n)) out.push({ head: 'By precision', n: true, cell: (w) => percent(w.by_precision?.n ? w.by_precision.mean : undefined) });
  out.push({ head: 'Tests that reject', n: true, cell: (w) => `${whole(w.stats?.filter((s) => tested(s) && s.p < level).length ?? 0)} of ${whole(w.stats?.filter(tested).length ?? 0)}` });
  return out;
}

const p = (head: string, get: (s: Stat) => number): Column<Stat> => ({ head, n: true, cell: (s) => (tested(s) ? pvalue(get(s)) : absent), sort: (s) => (tested(s) ? get(s) : undefined) });

/** every test, with p in words and figures and by whose formula */
export const testColumns = (r: Report, tests: Test[]): Column<Stat>[] => {
  const { level, adjust } = r.result.design;
  const corrected = adjust !== 'none';
  return [
    { head: 'Test', words: true, cell: (s) => [{ text: testName(s.test, tests) }, { text: s.test, as: 'dim' }], sort: (s) => testName(s.test, tests) },
    { head: 'Kind', cell: (s) => ({ text: kindOf(s.test), as: 'nowrap' }), sort: (s) => kindOf(s.test) },
    { head: 'Statistic', n: true, cell: (s) => num(s.missing ? undefined : s.value, 3) },
    { head: 'Law', cell: (s) => (s.missing ? '' : { text: lawWords(s), as: 'nowrap' }) },
    { head: 'n', n: true, cell: (s) => whole(s.n) },
    p('p', (s) => s.p),
    p('p below 0', (s) => s.p_less),
    p('p above 0', (s) => s.p_more),
    ...(corrected ? [p('p corrected', (s) => s.p_adjusted)] : []),
    {
      head: 'No effect?',
      cell: (s) =>
        s.missing
          ? { text: 'not computed', under: s.missing }
          : !tested(s)
            ? 'an estimate'
            : { text: s.p < level ? '■ rejected' : 'not rejected', as: s.p < level ? 'part nowrap' : 'nowrap', under: corrected && s.p < level && s.p_adjusted >= level ? 'but not corrected' : undefined },
    },
    { head: 'Formula and source', words: true, cell: (s) => [{ text: s.convention }, { text: [r.tests.find((t) => t.test === s.test && t.convention === s.convention)?.source, s.note].filter(Boolean).join('; '), as: 'dim' }] },
  ];
};

interface Grouped extends WindowResult {
  group: string;
}
export const groupRows = (r: Report): Grouped[] => (r.result.groups ?? []).flatMap((g) => g.windows.map((w) => ({ group: g.group, ...w })));
export function groupColumns(level: number): Column<Grouped>[] {
  const stat = (w: WindowResult) => ['bmp', 'csect'].map((t) => w.stats?.find((s) => s.test === t && tested(s))).find(Boolean);
  return [
    { head: 'Group', cell: (w) => w.group, sort: (w) => w.group },
    { head: 'Window', cell: (w) => ({ text: windowWords(w.window), as: 'nowrap' }) },
    ...mean(level),
    { head: 'p', n: true, cell: (w) => [{ text: pvalue(stat(w)?.p) }, { text: stat(w)?.test ?? '', as: 'dim' }] },
  ] as Column<Grouped>[];
}

interface Difference extends Stat {
  window: Window;
  pair: string;
  mean: number;
}
export const differenceRows = (r: Report): Difference[] => (r.result.differences ?? []).flatMap((d) => (d.stats ?? []).map((s) => ({ ...s, window: d.window, pair: `${d.a} less ${d.b}`, mean: d.mean })));
export const differenceColumns: Column<Difference>[] = [
  { head: 'Groups', cell: (d) => d.pair, sort: (d) => d.pair },
  { head: 'Window', cell: (d) => ({ text: windowWords(d.window), as: 'nowrap' }) },
  { head: 'Difference', n: true, cell: (d) => percent(d.mean) },
  { head: 'Test', cell: (d) => plain(d.test) },
  { head: 'Statistic', n: true, cell: (d) => (d.missing ? { text: absent, under: d.missing } : num(d.value, 3)) },
  { head: 'Law', cell: lawWords },
  p('p', (s) => s.p) as Column<Difference>,
  p('p corrected', (s) => s.p_adjusted) as Column<Difference>,
];

export type Shown = 'cars' | 't' | 'ar';

export function eventColumns(r: Report, show: Shown): Column<EventResult>[] {
  const d = r.result.design;
  const figure = (head: string, get: (e: EventResult) => Abnormal | undefined, key: 'value' | 't' | 'p', words: (x: number | undefined) => string): Column<EventResult> => {
    const value = (e: EventResult) => (get(e)?.missing ? undefined : get(e)?.[key]);
    return { head, n: true, cell: (e) => words(value(e)), sort: value };
  };
  const out: Column<EventResult>[] = [
    { head: 'No.', n: true, cell: (e) => whole(e.row + 1), sort: (e) => e.row },
    { head: 'Event', cell: (e) => e.id, sort: (e) => e.id },
    { head: 'Security', cell: (e) => e.security, sort: (e) => e.security },
    { head: 'Day 0', cell: (e) => ({ text: day(e.session.slice(0, 10)), as: 'nowrap', under: [e.phase && plain(e.phase), e.shifted && `moved ${e.shifted} d`].filter(Boolean).join(', ') || undefined }), sort: (e) => e.session },
    { head: 'Days of estimation', n: true, cell: (e) => whole(e.used), sort: (e) => e.used },
    { head: 'R²', n: true, cell: (e) => num(e.r2), sort: (e) => e.r2 },
    { head: 'Usual day, %', n: true, cell: (e) => num(e.sigma * 100), sort: (e) => e.sigma },
  ];
  if (show === 'ar') {
    for (let t = d.event.from; t <= d.event.to; t++) out.push(figure(`AR ${windowWords({ from: t, to: t })}`, (e) => e.ar[t - d.event.from], 'value', percent));
    return out;
  }
  d.windows.forEach((w, i) => {
    const car = (e: EventResult) => e.cars[i];
    out.push(figure(`CAR ${windowWords(w)}`, car, 'value', percent));
    if (show === 't') out.push(figure(`t ${windowWords(w)}`, car, 't', num), figure(`p ${windowWords(w)}`, car, 'p', pvalue));
  });
  return out;
}

export const dropColumns: Column<Drop>[] = [
  { head: 'No.', n: true, cell: (d) => whole(d.row + 1) },
  { head: 'Event', cell: (d) => d.id },
  { head: 'Security', cell: (d) => d.security, sort: (d) => d.security },
  { head: 'Why', words: true, cell: (d) => ({ text: plain(d.reason), under: d.detail }), sort: (d) => d.reason },
];

type Line = [what: string, value: string, means: string];
export const lineColumns: Column<Line>[] = [
  { head: 'What', cell: (l) => l[0] },
  { head: 'Value', words: true, cell: (l) => l[1] },
  { head: 'What it means', words: true, cell: (l) => ({ text: l[2], as: 'dim' }) },
];
export function trust(d: Diagnostics): Line[] {
  const out: Line[] = [['Events measured', `${whole(d.kept)} of ${whole(d.events)}`, '']];
  if (d.kept === 0) return out;
  const pre = d.pre_trend;
  out.push(
    ['Estimation days used', `${whole(d.used_min)} to ${whole(d.used_max)}, median ${num(d.used_median, d.used_median % 1 ? 1 : 0)}`, ''],
    ['Errors not normal', share(d.not_normal * 100, 0), 'fail Jarque-Bera at 5 %; ranks and signs need no normality'],
    ['Errors autocorrelated', `${share(d.autocorrelated * 100, 0)}, mean ${num(d.mean_autocorrelation, 3)}`, 'of the first order, beyond chance'],
    ['Trend before day 0', pre && tested(pre) ? `${statWords(pre)}, p ${pvalue(pre.p)}` : `none: ${pre?.missing ?? ''}`, 'mean abnormal return of the days before'],
    ['Thinly traded', share(d.thin * 100, 0), 'no move on a tenth of the estimation days'],
    ['On shared sessions', whole(d.shared_dates), `not independent: read kp, grank-t, cda, cluster${d.busiest_date && (d.busiest_count ?? 0) > 1 ? `; most, ${whole(d.busiest_count)}, on ${day(d.busiest_date)}` : ''}`],
    ['Overlapping windows', whole(d.overlap_same), 'pairs of events of one security'],
    ['Events among estimation days', whole(d.overlap_estimation), 'where usual is learnt, another event of the security lies'],
    ['Securities', whole(d.securities), d.top_security ? `most often ${d.top_security}, ${share((d.top_share ?? 0) * 100, 0)} of the events` : ''],
  );
  return out;
}

export function design(r: Report): Line[] {
  const d = r.result.design;
  return [
    ['Model', r.model.title, r.model.source],
    ['Benchmark', d.market, [d.factors?.length && `factors ${d.factors.join(', ')}`, d.risk_free && `risk-free ${d.risk_free}`].filter(Boolean).join('; ')],
    ['Estimation window', windowWords(d.estimation), d.min_days ? `at least ${whole(d.min_days)} days` : ''],
    ['Event window', windowWords(d.event), `tested ${d.windows.map(windowWords).join(', ')}${d.path ? ', every step of the path' : ''}`],
    ['Day without trading', d.dates, `at most ${whole(d.max_shift)} days away${d.exchange ? `; hours of ${d.exchange}` : ''}`],
    ['Missing return', d.missing, ''],
    ['Level', share(d.level * 100), `p corrected: ${d.adjust}`],
    ['Draws', whole(d.draws), `seed ${whole(d.seed)}${d.placebo ? `, ${whole(d.placebo)} placebo samples` : ''}`],
    ['Program', r.program, ''],
    ...r.inputs.map((i): Line => [`Input: ${i.role}`, `${i.path}, ${whole(i.bytes)} bytes`, `SHA-256 ${i.sha256}`]),
  ];
}

export const placeboColumns = (of: Placebo, tests: Test[]): Column<Placebo['tests'][number]>[] => [
  { head: 'Test', words: true, cell: (t) => [{ text: testName(t.test, tests) }, { text: `${t.test}=${t.convention}`, as: 'dim' }] },
  ...of.effects.map((e, i): Column<Placebo['tests'][number]> => ({ head: i ? `+${share(e * 100)}` : 'no effect', n: true, cell: (t) => share((t.rejects[i] ?? 0) * 100, 0), sort: (t) => t.rejects[i] })),
  { head: '80 % power at', n: true, cell: (t) => (t.detects > 0 ? share(t.detects * 100) : 'not reached'), sort: (t) => t.detects || undefined },
];
