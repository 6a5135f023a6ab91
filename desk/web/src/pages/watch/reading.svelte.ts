import { onDestroy } from 'svelte';

import { ask, params, Problem, type List } from '../../lib/api';
import { Loading } from '../../lib/load.svelte';

/** whileVisible runs something now and then, but not for a tab that nobody sees. */
export function whileVisible(ms: number, run: () => void): void {
  const seen = () => {
    if (document.visibilityState === 'visible') run();
  };
  const timer = setInterval(seen, ms);
  document.addEventListener('visibilitychange', seen);
  onDestroy(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', seen);
  });
}

/** reading asks the desk once, and again every so many ms when given, for as long as its component is shown. */
export function reading<T>(path: string, every = 0): Loading<T> {
  const l = new Loading<T>((signal) => ask<T>(path, { signal }));
  void l.again();
  if (every) whileVisible(every, () => void l.again());
  onDestroy(() => l.end());
  return l;
}

/** A list in pages: the first, and those that were asked for after it. */
export class Pages<T> {
  first: Loading<List<T>>;
  busy = $state(false);
  problem = $state.raw<Problem>();
  private rest = $state.raw<T[]>([]);
  private next = $state.raw<string>();
  /** a page that belongs to an earlier question is dropped */
  private question = 0;

  constructor(
    private readonly path: string,
    private asked: Record<string, string | number | undefined> = {},
  ) {
    this.first = new Loading<List<T>>((signal) => ask<List<T>>(path + params(this.asked), { signal }));
    void this.first.again();
    onDestroy(() => this.first.end());
  }

  get items(): T[] {
    return this.rest.length ? [...(this.first.value?.items ?? []), ...this.rest] : (this.first.value?.items ?? []);
  }

  get more(): string | undefined {
    return this.rest.length ? this.next : this.first.value?.next;
  }

  /** again begins with the newest page. */
  async again(asked = this.asked): Promise<void> {
    this.asked = asked;
    this.question++;
    this.problem = undefined;
    this.rest = [];
    this.next = undefined;
    await this.first.again();
  }

  /** refresh looks for news unless the reader has gone on to older pages, which would move under the eyes. */
  refresh(): void {
    if (!this.rest.length && !this.busy) void this.first.again();
  }

  async older(): Promise<void> {
    const cursor = this.more;
    if (!cursor || this.busy) return;
    const question = this.question;
    this.first.end(); // a refresh now would leave a gap before the older page
    this.busy = true;
    this.problem = undefined;
    try {
      const page = await ask<List<T>>(this.path + params({ ...this.asked, cursor }));
      if (question !== this.question) return;
      this.rest = [...this.rest, ...page.items];
      this.next = page.next;
    } catch (e) {
      this.problem = e instanceof Problem ? e : new Problem(500, 'internal', String(e));
    } finally {
      this.busy = false;
    }
  }
}
