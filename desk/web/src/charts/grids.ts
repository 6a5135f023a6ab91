// The tables of a story's reaction, as rows of cells; every figure opens its receipt.

import type { Abnormal, Dossier, Figure, Reaction, Receipt } from '../lib/dossier';
import { absent, count, day, figure, moment, share, ticker, whole } from '../lib/format';
import { receipts } from '../lib/receipts.svelte';
import { to } from '../lib/router.svelte';
import { stand } from '../lib/words';
import type { Cell, Column } from '../ui/table';

type Row = (string | Cell)[];
type Notes = { name: string; words: string }[];
type Maybe = Figure | null | undefined;

export interface Grid {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  /** what is to be said beneath */
  note?: string;
}

/** A measurement that the desk took after it had read the story. */
export interface Measurement {
  listing: string;
  event_session: string;
  horizon: number;
  stage: string;
  measured: string;
  car?: number;
  t?: number;
  p?: number;
  model: string;
  benchmark: string;
  missing?: string;
  receipt?: Receipt;
}

const sign = (n: number) => (n > 0 ? `+${n}` : n < 0 ? `\u2212${-n}` : '0');

/** Grids are those of one story. */
export class Grids {
  constructor(
    private readonly story: string,
    /** currencies of listings, as far as the tape tells them: dossiers have prices without */
    private readonly currency: Record<string, string>,
  ) {}

  sessions(reactions: Reaction[]): Grid {
    const name = (r: Reaction) => `${ticker(r.listing)}, ${day(r.session)}`;
    const row = (words: string, of: (r: Reaction) => Maybe, under?: (r: Reaction) => string | undefined): Row[] =>
      reactions.some(of)
        ? [[words, ...reactions.map((r) => this.cell(of(r), `${name(r)}, ${words}`, { currency: this.currency[r.listing], under: under?.(r), notes: [{ name: 'session', words: `${stand(r.stand).word}: ${r.why}` }] }))]]
        : [];
    return this.grid(
      'Sessions',
      ['measure', ...reactions.map(name)],
      [
        ['standing', ...reactions.map((r) => ({ badge: stand(r.stand) }))],
        ...row('prior close', (r) => r.prior_close),
        ...row('close', (r) => r.close),
        ...row('return, close to close', (r) => r.return),
        ...row('open', (r) => r.open_return),
        ...row('low', (r) => r.low_return, (r) => r.low_at && `bar ${r.low_at}`),
        ...row('high', (r) => r.high_return),
        ...row('volume over median of 20', (r) => r.volume_multiple),
        ...row('abnormal volume, t', (r) => r.volume_t),
        ...row('abnormal volume, p', (r) => r.volume_p),
      ],
    );
  }

  abnormal(r: Reaction): Grid {
    const all = r.abnormal ?? [];
    const model = (a: Abnormal) => (a.model === 'market_adjusted' ? 'less benchmark' : a.model.replaceAll('_', ' '));
    const heads = all.map((a) => `${ticker(a.benchmark)} ${a.peer ? 'peers' : 'market'}, ${model(a)}`);
    const cell = (f: Maybe, a: Abnormal, i: number, words: string, more: Partial<Cell> = {}) =>
      this.cell(f, `${ticker(r.listing)}, ${day(r.session)}, ${heads[i]}: ${words}`, {
        ...more,
        notes: [{ name: 'design', words: `${model(a)} against ${a.benchmark}${a.estimation_days ? `, estimated over ${whole(a.estimation_days)} sessions` : ''}` }],
      });
    const row = (words: string, of: (a: Abnormal) => Maybe, more?: (a: Abnormal) => Partial<Cell>): Row[] =>
      all.some(of) ? [[words, ...all.map((a, i) => cell(of(a), a, i, words, more?.(a)))]] : [];
    const windows = [...new Map(all.flatMap((a) => a.windows ?? []).map((w) => [`${w.first}/${w.last}`, w])).values()];
    return this.grid(
      `${ticker(r.listing)} beyond the market and peers, ${day(r.session)}`,
      ['measure', ...heads],
      [
        ...row('abnormal return', (a) => a.abnormal_return),
        ...row('t, exact (forecast error)', (a) => a.t),
        ...row('t, plain (AR/s)', (a) => a.t_plain),
        ...row('p, two-sided', (a) => a.p),
        ...row('interval, from', (a) => a.interval_low),
        ...row('interval, to', (a) => a.interval_high),
        ...row('smallest move found (80 % power)', (a) => a.detectable),
        ...row('percentile of usual days', (a) => a.percentile, (a) => ({
          text: share(a.percentile?.value),
          under: a.percentile_days ? `of ${whole(a.percentile_days)}${a.percentile_in_sample ? ', in sample' : ''}` : undefined,
        })),
        ...row('beta', (a) => a.beta),
        ...windows.flatMap(({ first, last }) =>
          (['car', 't', 'p'] as const).flatMap((k) => {
            return row(`${k === 'car' ? 'CAR' : k}, days ${sign(first)} to ${sign(last)}`, (a) => a.windows?.find((w) => w.first === first && w.last === last)?.[k]);
          }),
        ),
      ],
      `Days are sessions from ${day(r.session)}; windows that end later than day 0 were known later. Usual days make moves with a p above 0.05 too.`,
    );
  }

  intraday(r: Reaction): Grid[] {
    const at = r.intraday;
    if (!at) return [];
    const me = ticker(r.listing);
    const rows: [string, Maybe][] = [
      ['before it, from the prior close', at.before],
      ['the bar, from', at.from],
      ['the bar, to', at.to],
      ['the bar, return', at.return],
      ['the bar in usual bars', at.usual_bars],
      ['its volume over the median bar', at.volume_multiple],
      [`${me} from the break to the last bar`, at.since],
      ...(at.benchmarks ?? []).map((b): [string, Maybe] => [`${ticker(b.listing)} (${b.peer ? 'peers' : 'market'}) in the same minutes`, b.since]),
    ];
    return [
      this.grid(
        `The break of ${me} within ${day(r.session)}: ${at.at} ${at.zone}`,
        ['measure', 'figure'],
        rows.map(([words, f]) => [words, this.cell(f, `${me}, ${day(r.session)}, ${words}`, { currency: this.currency[r.listing] })]),
        `The largest bar is ${at.read_as_news ? '' : 'not '}read as the moment of the news.`,
      ),
    ];
  }

  peers(d: Dossier): Grid {
    const session = d.reactions[0]?.session;
    return this.grid(
      `Peers in the same session${session ? `, ${day(session)}` : ''}`,
      ['peer', 'return', 'in the story'],
      d.peers.map((p) => [{ text: ticker(p.listing), href: to.company(p.party) }, this.cell(p.return, `${ticker(p.listing)}, return of the session`), p.named ? 'named' : 'not named']),
    );
  }

  since(items: Measurement[]): Grid {
    return this.grid(
      'Since the story: measured later, not known when it appeared',
      ['listing', 'to session', 'CAR', 't', 'p', 'against'],
      items.map((m) => {
        const words = `${ticker(m.listing)}, CAR to ${count(m.horizon, 'session')} after ${day(m.event_session)}`;
        const notes = [
          { name: 'design', words: `${m.model.replaceAll('_', ' ')} against ${m.benchmark}` },
          { name: 'measured', words: `${moment(m.measured)}, ${m.stage}` },
        ];
        const cell = (value: number | undefined, unit: Figure['unit'], what: string) =>
          this.cell(value === undefined ? null : { value, unit, receipt: m.receipt ?? { rule: 'study/one' } }, what + words, { notes });
        return [
          ticker(m.listing),
          sign(m.horizon),
          m.car === undefined ? { text: absent, under: (m.missing || 'not measured').replaceAll('_', ' ') } : cell(m.car, 'pct', ''),
          cell(m.t, 'number', 't of '),
          cell(m.p, 'probability', 'p of '),
          ticker(m.benchmark),
        ];
      }),
    );
  }

  private grid(caption: string, heads: string[], rows: Row[], note?: string): Grid {
    return { caption, note, rows, columns: heads.map((head, i) => ({ head, n: i > 0, cell: (row: Row) => row[i] ?? '' })) };
  }

  private cell(f: Maybe, what: string, { currency, notes, ...more }: Partial<Cell> & { currency?: string; notes?: Notes } = {}): Cell {
    if (!f) return { text: absent, as: 'dim' };
    const text = more.text ?? figure(f, currency);
    const link = this.story ? to.story(this.story, 'reaction') : undefined;
    return { ...more, text, label: `${text}, receipt of ${what}`, act: () => receipts.show({ title: what, line: `${what}: ${text}`, receipt: f.receipt, notes, link, story: this.story }) };
  }
}
