// What the price charts of a story show: the sessions around the event, and the
// bars of its session, with what the story says drawn over them.

import type { Dossier, Reaction, StoryEvent } from '../lib/dossier';
import { clock, day, price, ticker } from '../lib/format';
import type { Bars, Daily } from '../lib/prices';
import { eventWord } from '../lib/words';
import { dailyView, intradayView, letterOf, momentOfClock, placeOfDay, placeOfMoment, type Level, type Mark, type Sheet, type Stretch, type Upright } from './barview';
import { statedPrices } from './stated';

const before = 60;
const after = 30;

/** range is the days to ask for so that sessions enough lie around one. */
export function range(session: string): { from: string; to: string } {
  const shift = (days: number) => new Date(Date.parse(session + 'T00:00:00Z') + days * 86_400_000).toISOString().slice(0, 10);
  return { from: shift(-before * 1.6 - 5), to: shift(after * 1.6 + 5) };
}

/** around keeps the sessions near one. */
export function around(d: Daily, session: string): Daily {
  const i = placeOfDay(d.sessions, session);
  if (i < 0) return d;
  const from = Math.max(0, i - before);
  const to = i + after + 1;
  const keep = <T>(c: T[]) => c.slice(from, to);
  return { ...d, sessions: keep(d.sessions), open: keep(d.open), high: keep(d.high), low: keep(d.low), close: keep(d.close), volume: keep(d.volume) };
}

/** dayIn is the calendar day of a moment in a zone. */
export function dayIn(moment: string, zone: string): string {
  const d = new Date(moment);
  return Number.isNaN(d.getTime()) ? '' : new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(d);
}

function prior(value: number | null | undefined): Level[] {
  return value === undefined || value === null ? [] : [{ value, label: 'prior close', kind: 'prior' }];
}

const published = (d: Dossier): string => (d.story.published_date_only ? '' : (d.story.published?.value ?? ''));

export function dailySheet(dossier: Dossier, reaction: Reaction, daily: Daily): Sheet {
  const view = dailyView(daily);
  const event = placeOfDay(daily.sessions, reaction.session);
  const stretches: Stretch[] = [];
  const drawn: string[] = [];
  if (event >= 0) stretches.push({ from: event - 0.5, to: event + 0.5, label: day(reaction.session), tone: 'event' });
  const told = dossier.story.published?.value ?? '';
  const last = told.length === 10 ? told : dayIn(told, daily.zone);
  const later = last ? daily.sessions.findIndex((s) => s > last) : -1;
  if (later >= 0) {
    stretches.push({ from: later - 0.5, to: daily.sessions.length - 0.5, label: 'after the story', tone: 'later' });
    drawn.push(`Shaded: the session ${day(reaction.session)}, and from ${day(daily.sessions[later])} on what came after the story.`);
  }
  // As traded on both sides, or the line would lie beside the bars.
  const raw = daily.basis === 'raw';
  const stated = raw ? statedPrices(dossier.statements, reaction, daily) : [];
  if (!raw) drawn.push('Figures of the story are not drawn: the daily prices are adjusted, the story speaks of prices as traded.');
  drawn.push(...stated.map((s) => s.words));
  const marks = eventMarks(dossier.events, reaction);
  drawn.push(...marks.map((m) => `${m.letter}: ${m.words}, ${day(m.session)}`));
  return {
    name: 'Daily',
    picture: { view, levels: [...(raw ? prior(reaction.prior_close?.value) : []), ...stated.map((s) => s.level)], uprights: [], stretches, marks },
    note: `Sessions of ${daily.mic}, in its zone ${daily.zone}; prices ${raw ? 'as traded' : 'adjusted for dividends and splits'}${daily.currency ? ` in ${daily.currency}` : ''}.`,
    source: daily.source,
    drawn,
    start: event >= 0 ? event : undefined,
  };
}

function eventMarks(events: StoryEvent[], reaction: Reaction): Mark[] {
  const words = (e: StoryEvent) => [e.actor, eventWord(e.word), e.recipient].filter(Boolean).join(' ');
  const dated = events.filter((e) => e.date && !e.background).slice(0, 1);
  return dated.map((e, i) => ({ session: reaction.session, letter: letterOf(i), words: words(e) }));
}

export function intradaySheet(dossier: Dossier, reaction: Reaction, daily: Daily, bars: Bars): Sheet {
  const view = intradayView(bars);
  const uprights: Upright[] = [];
  const drawn: string[] = [];
  const put = (moment: string | number | undefined, label: string, words: string) => {
    const at = moment === undefined || moment === '' ? undefined : placeOfMoment(bars, moment);
    if (at === undefined) return;
    uprights.push({ at, label });
    if (words) drawn.push(words);
  };
  const time = (moment: string) => clock(moment, bars.zone);
  put(bars.opens, 'opens', '');
  put(bars.closes, 'closes', '');
  const info = dossier.timing.information;
  put(info, 'information', info ? `Information time: ${time(info)} (${dossier.timing.how}).` : '');
  const told = published(dossier);
  put(told, 'story', `Story published: ${time(told)}.`);
  const broke = reaction.intraday;
  if (broke) put(momentOfClock(bars, broke.at), 'break', `Break: the bar that begins ${broke.at} ${broke.zone}.`);
  const stated = statedPrices(dossier.statements, reaction, daily);
  for (const s of stated) {
    if (s.first) put(momentOfClock(bars, s.first), `first ${s.short}`, '');
    if (s.last && s.last !== s.first) put(momentOfClock(bars, s.last), `last ${s.short}`, '');
    drawn.push(s.words);
  }
  const base = bars.prior_close ?? (daily.basis === 'raw' ? reaction.prior_close?.value : undefined);
  if (base !== undefined) drawn.unshift(`Prior close: ${price(base, bars.currency)}${bars.prior_session ? `, ${day(bars.prior_session)}` : ''}.`);
  const break_ = broke && momentOfClock(bars, broke.at);
  const start = break_ === undefined ? undefined : Math.round(placeOfMoment(bars, break_) ?? -1);
  return {
    name: `${bars.step_minutes} minutes`,
    picture: { view, levels: [...prior(base), ...stated.map((s) => s.level)], uprights, stretches: closed(bars), marks: [] },
    note: `Bars of ${bars.step_minutes} minutes of ${ticker(bars.listing)} on ${day(bars.session)}, open ${time(bars.opens)} to ${time(bars.closes)} (${bars.zone}), as traded.`,
    source: bars.source,
    drawn,
    start: start !== undefined && start >= 0 ? start : undefined,
  };
}

/** closed is what lies outside of the session, and its lunch. */
function closed(b: Bars): Stretch[] {
  const out: Stretch[] = [];
  const from = placeOfMoment(b, b.opens);
  const to = placeOfMoment(b, b.closes);
  if (from !== undefined && from > 0) out.push({ from: -0.5, to: from, label: 'before the open', tone: 'closed' });
  if (to !== undefined && to < b.at.length - 1) out.push({ from: to, to: b.at.length - 0.5, label: 'after the close', tone: 'closed' });
  const lunch = b.lunch_start && placeOfMoment(b, b.lunch_start);
  const back = b.lunch_end && placeOfMoment(b, b.lunch_end);
  if (lunch && back && back > lunch) out.push({ from: lunch, to: back, label: 'lunch', tone: 'closed' });
  return out;
}
