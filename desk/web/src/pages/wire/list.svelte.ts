// The rows of the wire as the reader sees them, and how they follow the desk.
// What is shown keeps its place: rows change where they stand, new ones wait
// until the reader asks for them.

import { ask, params, Problem, type List } from '../../lib/api';
import { Live, type Change } from '../../lib/live.svelte';
import type { WireRow } from '../../lib/wire';
import { both } from './query';

/** Rows of the first page: enough for a tall screen, soon here. */
const firstPage = 100;
const nextPage = 250;
/** So many rows below what is seen are fetched ahead. */
const ahead = 600;
/** More are not kept: a narrower query finds what is further back. */
export const mostRows = 50_000;
/** Of more changed clusters at once the first page is asked for again, */
const flood = 60;
/** and those that it does not show one by one, up to so many. */
const mostLooked = 400;
/** Changes are collected for so long, in ms; longer in a flood. */
const pause = 400;
const floodPause = 2_000;
/** Bytes that a query may have (docs/queries.md), and terms. */
const longest = 1_900;
const mostTerms = 40;

const newer = (a: WireRow, b: WireRow) => (a.latest < b.latest ? 1 : a.latest > b.latest ? -1 : 0);

class WireList {
  q = '';
  rows = $state.raw<WireRow[]>([]);
  /** clusters that came since, newest first, not yet among the rows */
  fresh = $state.raw<WireRow[]>([]);
  /** more came than was looked at: only reading all again shows it */
  gap = $state(false);
  /** clusters that are shown but no longer answer the query */
  gone = $state.raw<ReadonlySet<string>>(new Set());
  problem = $state.raw<Problem>();
  /** why further rows could not be had */
  short = $state.raw<Problem>();
  busy = $state(false);
  loaded = $state(false);
  /** whether there are rows further back */
  more = $state(false);
  live = $state.raw<Live>();
  /** pinned clusters that are not among the rows */
  extra = $state.raw<ReadonlyMap<string, WireRow>>(new Map());

  /** where the reader was, for coming back */
  selected = $state('');
  scroll = 0;

  byId = $derived(new Map(this.rows.map((r) => [r.cluster, r])));

  private next: string | undefined;
  private stop = new AbortController();
  private fetching = false;
  private changed = new Set<string>();
  private timer = 0;
  /** the link opened while the first page was asked for: it may lack what came between */
  private behind = false;

  /** show asks a query; the same one again brings what came meanwhile. */
  show(q: string): void {
    if (q === this.q && this.loaded) void this.again();
    else {
      this.q = q;
      this.clear();
      void this.load();
    }
  }

  private clear(): void {
    this.rows = [];
    this.gap = false;
    this.fresh = [];
    this.gone = new Set();
    this.selected = '';
    this.scroll = 0;
    this.loaded = false;
    this.more = false;
  }

  /** load reads the first page in place of all that is there. */
  async load(): Promise<void> {
    this.stop.abort();
    const stop = (this.stop = new AbortController());
    this.fetching = false;
    this.busy = true;
    try {
      const page = await this.page(firstPage, '', stop.signal);
      if (stop.signal.aborted) return;
      this.rows = page.items;
      this.fresh = [];
      this.gone = new Set();
      this.gap = false;
      this.next = page.next;
      this.more = page.next !== undefined;
      this.loaded = true;
      this.problem = this.short = undefined;
    } catch (e) {
      if (!stop.signal.aborted) this.problem = asProblem(e);
    } finally {
      if (this.stop === stop) this.busy = false;
    }
    if (this.behind && this.loaded) await this.opened();
  }

  /** opened is told when the link opens: what came before that is asked for. */
  async opened(): Promise<void> {
    this.behind = !this.loaded;
    if (this.loaded) await this.again();
  }

  private page(limit: number, cursor = '', signal?: AbortSignal): Promise<List<WireRow>> {
    return ask<List<WireRow>>('/v1/wire' + params({ q: this.q, cursor, limit }), { signal });
  }

  /** reach says how far down the reader is, and fetches ahead of that. */
  reach(index: number): void {
    if (this.more && !this.fetching && !this.short && this.rows.length - index < ahead) void this.further();
  }

  async further(): Promise<void> {
    if (this.fetching || !this.next) return;
    const stop = this.stop;
    this.fetching = true;
    this.short = undefined;
    try {
      const page = await this.page(nextPage, this.next, stop.signal);
      if (stop.signal.aborted) return;
      const seen = new Set([...this.rows, ...this.fresh].map((r) => r.cluster));
      this.rows = [...this.rows, ...page.items.filter((r) => !seen.has(r.cluster))];
      this.next = this.rows.length < mostRows ? page.next : undefined;
      this.more = this.next !== undefined;
    } catch (e) {
      if (!stop.signal.aborted) this.short = asProblem(e);
    } finally {
      if (this.stop === stop) this.fetching = false;
    }
  }

  /** again reads the first page and merges it: for a link that was lost. */
  async again(): Promise<WireRow[]> {
    if (!this.loaded) {
      await this.load();
      return this.rows;
    }
    const stop = this.stop;
    this.busy = true;
    try {
      const page = await this.page(firstPage, '', stop.signal);
      if (stop.signal.aborted) return [];
      const known = page.items.some((r) => this.byId.has(r.cluster) || this.fresh.some((f) => f.cluster === r.cluster));
      if (page.next && !known) this.gap = true;
      this.merge(page.items);
      this.problem = undefined;
      return page.items;
    } catch (e) {
      if (!stop.signal.aborted) this.problem = asProblem(e);
      return [];
    } finally {
      if (this.stop === stop) this.busy = false;
    }
  }

  /** merge changes rows where they stand and lets new ones wait. */
  private merge(items: WireRow[]): void {
    const got = new Map(items.map((r) => [r.cluster, r]));
    if (this.rows.some((r) => got.has(r.cluster))) this.rows = this.rows.map((r) => got.get(r.cluster) ?? r);
    if (this.gone.size > 0) this.gone = new Set([...this.gone].filter((id) => !got.has(id)));
    const unknown = items.filter((r) => !this.byId.has(r.cluster));
    const waiting = new Map([...this.fresh, ...unknown].map((r) => [r.cluster, got.get(r.cluster) ?? r]));
    if (waiting.size > 0 && this.rows.length === 0) {
      // Nobody is reading: there is nothing to move.
      this.rows = [...waiting.values()].sort(newer);
      this.fresh = [];
    } else if (unknown.length > 0 || items.some((r) => waiting.has(r.cluster))) {
      this.fresh = [...waiting.values()].sort(newer);
    }
  }

  /** take puts what waits in its place, and what no longer answers away. */
  async take(): Promise<void> {
    if (this.gap || this.fresh.length > 2_000) return this.load();
    this.rows = [...this.fresh, ...this.rows.filter((r) => !this.gone.has(r.cluster))].sort(newer);
    this.fresh = [];
    this.gone = new Set();
  }

  /** follow takes the desk's changes for as long as the page is shown. */
  follow(): () => void {
    const link = new Live((c) => this.note(c));
    this.live = link;
    return () => {
      link.close();
      clearTimeout(this.timer);
      this.timer = 0;
      this.live = undefined;
    };
  }

  private note(c: Change): void {
    const id = c.kind === 'cluster' ? (c.cluster_id ?? c.id) : c.kind === 'story' || c.kind === 'measurement' ? c.cluster_id : undefined;
    if (!id) return;
    this.changed.add(id);
    this.timer ||= window.setTimeout(() => void this.flush(), pause);
  }

  private async flush(): Promise<void> {
    const ids = [...this.changed];
    this.changed.clear();
    const many = ids.length > flood;
    try {
      if (this.loaded) await (many ? this.wade(ids) : this.look(ids));
    } catch (e) {
      // A query with no room for clusters beside it is asked for as a whole.
      if (e instanceof Problem && e.status >= 400 && e.status < 429) await this.again();
      else ids.forEach((id) => this.changed.add(id));
    } finally {
      // Changes that came meanwhile, and those that could not be asked for.
      this.timer = this.live && this.changed.size > 0 ? window.setTimeout(() => void this.flush(), many ? floodPause : pause * 5) : 0;
    }
  }

  /** wade takes what the first page shows of many changes, and looks at the rest. */
  private async wade(ids: string[]): Promise<void> {
    const seen = new Set((await this.again()).map((r) => r.cluster));
    const rest = ids.filter((id) => !seen.has(id));
    if (rest.length > mostLooked) this.gap = true;
    else await this.look(rest);
  }

  /** look asks for some clusters, those of the query apart from pinned ones. */
  private async look(ids: string[]): Promise<void> {
    const stop = this.stop;
    const pins = ids.filter((id) => this.extra.has(id));
    const got = await rowsOf(ids, this.q);
    if (pins.length > 0) await this.pins(pins);
    if (stop.signal.aborted) return;
    const answered = new Set(got.map((r) => r.cluster));
    const lost = ids.filter((id) => !answered.has(id) && this.byId.has(id));
    if (lost.length > 0) this.gone = new Set([...this.gone, ...lost]);
    this.fresh = this.fresh.filter((r) => answered.has(r.cluster) || !ids.includes(r.cluster));
    this.merge(got);
  }

  /** pins fetches pinned clusters that are not among the rows, whatever the query. */
  async pins(ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    const got = await rowsOf(ids, '');
    this.extra = new Map([...this.extra, ...got.map((r) => [r.cluster, r] as const)]);
  }
}

/** rowsOf are the rows of clusters that satisfy a query, few at a time. */
async function rowsOf(ids: string[], q: string): Promise<WireRow[]> {
  const out: WireRow[] = [];
  if (ids.length === 0) return out;
  const room = longest - new TextEncoder().encode(q).length;
  const batch = Math.min(mostTerms, Math.floor(room / (ids[0]!.length + 9)));
  if (batch < 1) throw new Problem(400, 'bad_usage', 'the query leaves no room for a cluster beside it');
  for (let i = 0; i < ids.length; i += batch) {
    const term = `(or ${ids.slice(i, i + batch).map((id) => `cluster:${id}`).join(' ')})`;
    out.push(...(await ask<List<WireRow>>('/v1/wire' + params({ q: both(q, term), limit: batch }))).items);
  }
  return out;
}

const asProblem = (e: unknown): Problem =>
  e instanceof Problem ? e : new Problem(500, 'internal', e instanceof Error ? e.message : String(e));

export const wire = new WireList();
