// The form of a study: what is typed, what is wrong with it, and what it asks
// for. Everything is text until it is sent, so that nothing typed is lost.

import type { Choices, Report, StudyRequest, Window } from './study';

export interface Form {
  model: string;
  market: string;
  factors: string;
  basis: string;
  log: boolean;
  slashes: string;
  estimationFrom: string;
  estimationTo: string;
  eventFrom: string;
  eventTo: string;
  windows: string;
  path: boolean;
  minDays: string;
  missing: string;
  dates: string;
  exchange: string;
  /** convention by test; undefined is every test with its usual convention */
  tests: Record<string, string> | undefined;
  /** per cent */
  level: string;
  adjust: string;
  draws: string;
  seed: string;
  placebo: string;
}

export type Field = keyof Form | 'estimation' | 'event';
export type Mistakes = Partial<Record<Field, string>>;

export const writeWindow = (w: Window): string => (w.from === w.to ? String(w.from) : `${w.from}..${w.to}`);

/** a window as people read it: [−1, +1] */
export function windowWords(w: Window): string {
  const signed = (n: number) => (n < 0 ? `\u2212${-n}` : n > 0 ? `+${n}` : '0');
  return w.from === w.to ? `day ${signed(w.from)}` : `[${signed(w.from)}, ${signed(w.to)}]`;
}

/** usualForm is the desk's own choice in every field. */
export function usualForm(c: Choices): Form {
  const u = c.usual;
  return {
    model: u.model ?? 'market-model', market: u.market ?? 'SPY', factors: '', basis: u.basis ?? 'auto', log: false, slashes: '',
    estimationFrom: String(u.estimation?.from ?? -260), estimationTo: String(u.estimation?.to ?? -11),
    eventFrom: String(u.event?.from ?? -5), eventTo: String(u.event?.to ?? 5),
    windows: (u.windows ?? []).map(writeWindow).join(', '),
    path: false, minDays: '', missing: u.missing ?? 'drop', dates: u.dates ?? 'next', exchange: '', tests: undefined,
    level: String((u.level ?? 0.05) * 100), adjust: u.adjust ?? 'holm', draws: String(u.draws ?? 999), seed: String(u.seed ?? 1), placebo: '0',
  };
}

/** formOf is the form that would ask for a study that was done. */
export function formOf(r: Report, c: Choices): Form {
  const d = r.result.design;
  return {
    ...usualForm(c),
    model: d.model, market: d.market, factors: (d.factors ?? []).join(', '),
    estimationFrom: String(d.estimation.from), estimationTo: String(d.estimation.to), eventFrom: String(d.event.from), eventTo: String(d.event.to),
    windows: d.windows.map(writeWindow).join(', '), path: d.path, minDays: d.min_days ? String(d.min_days) : '',
    missing: d.missing, dates: d.dates, tests: usualTests(d.tests, c) ? undefined : Object.fromEntries(d.tests.map((t) => t.split('=') as [string, string])),
    level: String(Number((d.level * 100).toPrecision(6))), adjust: d.adjust, draws: String(d.draws), seed: String(d.seed), placebo: String(d.placebo),
  };
}

function usualTests(named: string[], c: Choices): boolean {
  const usual = new Set(c.tests.map((t) => `${t.name}=${t.conventions[0]?.name ?? ''}`));
  return named.length === usual.size && named.every((t) => usual.has(t));
}

const integer = (s: string): number | undefined => (/^[+\u2212-]?\d{1,9}$/.test(s.trim()) ? Number(s.trim().replace('\u2212', '-')) : undefined);
const names = (s: string): string[] => s.split(/[\s,;]+/).filter(Boolean);

/** readWindows reads "0, -1..1"; undefined when it cannot be read. */
export function readWindows(text: string): Window[] | undefined {
  const out: Window[] = [];
  for (const part of text.split(/[,;\n]/).map((p) => p.trim().replace(/^\[(.*)\]$/, '$1')).filter(Boolean)) {
    const ends = part.split(/\.\.+|…| to /).map(integer);
    const [from, to = from] = ends;
    if (from === undefined || to === undefined || ends.length > 2 || ends.includes(undefined)) return undefined;
    out.push({ from, to });
  }
  return out;
}

/** mistakesOf tells of every field that cannot be sent, in words for whoever typed it. */
export function mistakesOf(f: Form, c: Choices): Mistakes {
  const m: Mistakes = {};
  const pair = (field: Field, from: string, to: string): Window | undefined => {
    const a = integer(from);
    const b = integer(to);
    if (a === undefined || b === undefined) m[field] = 'two whole numbers of sessions, such as −260 and −11';
    else if (a > b) m[field] = `it ends (${b}) before it begins (${a})`;
    else if (b - a >= 3000) m[field] = 'it is longer than 3,000 sessions';
    else return { from: a, to: b };
    return undefined;
  };
  const estimation = pair('estimation', f.estimationFrom, f.estimationTo);
  const event = pair('event', f.eventFrom, f.eventTo);
  if (estimation && event && estimation.to >= event.from) m.estimation = `it must end before the event window begins at ${event.from}`;
  windowMistake(f, c, event, m);
  count('minDays', f.minDays || '0', 0, 3000, m);
  count('draws', f.draws, 1, c.bounds.draws, m);
  count('placebo', f.placebo || '0', 0, c.bounds.placebos, m);
  count('seed', f.seed, 1, 999_999_999, m);
  const level = Number(f.level.replace(',', '.'));
  if (!(level > 0 && level <= 50)) m.level = 'a number above 0 and up to 50, in per cent';
  if (!f.market.trim()) m.market = 'a listing or ticker of the tape, such as SPY';
  if (c.models.find((x) => x.name === f.model)?.needs?.includes('factors') && names(f.factors).length === 0) m.factors = 'this model mixes listings: name some of the tape';
  if (c.models.find((x) => x.name === f.model)?.needs?.includes('log') && !f.log) m.log = 'this model is of log returns: tick it';
  if (f.tests && Object.keys(f.tests).length === 0) m.tests = 'choose one test at least, or all of them';
  return m;
}

function windowMistake(f: Form, c: Choices, event: Window | undefined, m: Mistakes): void {
  const windows = readWindows(f.windows);
  if (!windows) m.windows = 'windows such as 0, -1..1, 0..5';
  else if (windows.length > c.bounds.windows) m.windows = `${windows.length} windows; at most ${c.bounds.windows}`;
  else {
    const bad = windows.find((w) => w.from > w.to) ?? (event && windows.find((w) => w.from < event.from || w.to > event.to));
    if (bad) m.windows = bad.from > bad.to ? `${writeWindow(bad)} ends before it begins` : `${writeWindow(bad)} is not within the event window`;
  }
}

function count(field: Field, text: string, least: number, most: number, m: Mistakes): void {
  const n = integer(text);
  if (n === undefined || n < least || n > most) m[field] = `a whole number from ${least} to ${most.toLocaleString()}`;
}

/** requestOf is what the form asks for; the form has no mistakes. */
export function requestOf(csv: string, f: Form): StudyRequest {
  const windows = readWindows(f.windows);
  const q: StudyRequest = {
    csv, model: f.model, market: f.market.trim(), basis: f.basis,
    estimation: { from: integer(f.estimationFrom)!, to: integer(f.estimationTo)! },
    event: { from: integer(f.eventFrom)!, to: integer(f.eventTo)! },
    missing: f.missing, dates: f.dates, level: Number(f.level.replace(',', '.')) / 100, adjust: f.adjust, draws: integer(f.draws), seed: integer(f.seed),
  };
  if (windows?.length) q.windows = windows;
  if (f.log) q.log = true;
  if (f.path) q.path = true;
  if (f.slashes) q.slashes = f.slashes;
  if (names(f.factors).length) q.factors = names(f.factors);
  if (integer(f.minDays)) q.min_days = integer(f.minDays);
  if (f.exchange.trim()) q.exchange = f.exchange.trim();
  if (f.tests) q.tests = Object.entries(f.tests).map(([test, convention]) => (convention ? `${test}=${convention}` : test));
  if (integer(f.placebo)) q.placebo = integer(f.placebo);
  return q;
}
