import { onDestroy } from 'svelte';

import { ask, params, type List } from '../../lib/api';
import { Loading, loading, more } from '../../lib/load.svelte';
import { Saving } from './saving.svelte';

/** whileVisible runs something now and then, but not for a tab that nobody sees. */
function whileVisible(ms: number, run: () => void): void {
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
  const l = loading<T>((signal) => ask<T>(path, { signal }));
  if (every) whileVisible(every, () => void l.again());
  return l;
}

const page = 50;

/** A list in pages: the first, and those that were asked for after it. It is asked anew when what is asked changes. */
export class Pages<T> {
  read: Loading<List<T>>;
  older = new Saving();

  constructor(
    private readonly path: string,
    private readonly asked: () => Record<string, string> = () => ({}),
  ) {
    this.read = loading((signal) => this.get(undefined, signal), { kept: true });
    // Not while older pages stand there: they would move under the eyes.
    whileVisible(10_000, () => {
      if (!this.older.busy && !((this.read.value?.items.length ?? 0) > page)) void this.read.again();
    });
  }

  private get(cursor?: string, signal?: AbortSignal): Promise<List<T>> {
    return ask<List<T>>(this.path + params({ ...this.asked(), limit: page, cursor }), { signal });
  }

  async more(): Promise<void> {
    this.read.end(); // a refresh now would leave a gap before the older page
    await this.older.run(() => more(this.read, (cursor) => this.get(cursor)));
  }
}
