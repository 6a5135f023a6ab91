import { onDestroy } from 'svelte';

import { Problem, type List } from './api';

/** What a part of a page waits for: nothing yet, a value, or why there is none. */
export class Loading<T> {
  value = $state.raw<T>();
  problem = $state.raw<Problem>();
  busy = $state(false);

  private stop: AbortController | undefined;
  private get: (signal: AbortSignal) => Promise<T>;

  constructor(get: (signal: AbortSignal) => Promise<T>) {
    this.get = get;
  }

  /**
   * again asks once more. An answer that is overtaken by a later question is
   * dropped; the value before stays visible until a new one is there.
   */
  async again(get: (signal: AbortSignal) => Promise<T> = this.get): Promise<void> {
    this.get = get;
    this.stop?.abort();
    const stop = (this.stop = new AbortController());
    this.busy = true;
    try {
      const value = await get(stop.signal);
      if (stop.signal.aborted) return;
      this.value = value;
      this.problem = undefined;
    } catch (e) {
      if (stop.signal.aborted) return;
      this.problem = e instanceof Problem ? e : new Problem(500, 'internal', e instanceof Error ? e.message : String(e));
    } finally {
      if (this.stop === stop) this.busy = false;
    }
  }

  end(): void {
    this.stop?.abort();
  }
}

/**
 * loading asks for as long as the component that calls it is shown, and anew
 * whenever what the question is made of changes. What was read before goes then,
 * unless kept says that it is still of the same thing.
 */
export function loading<T>(get: (signal: AbortSignal) => Promise<T>, { when = () => true, kept = false }: { when?: () => boolean; kept?: boolean } = {}): Loading<T> {
  const made = new Loading(get);
  $effect(() => {
    if (!kept) made.value = made.problem = undefined;
    if (when()) void made.again();
    else made.end();
  });
  onDestroy(() => made.end());
  return made;
}

/** more reads the next page of a list into what was read. */
export async function more<T>(of: Loading<List<T>>, get: (cursor: string) => Promise<List<T>>): Promise<void> {
  const had = of.value;
  if (!had?.next) return;
  const next = await get(had.next);
  if (of.value === had) of.value = { items: [...had.items, ...next.items], next: next.next };
}
