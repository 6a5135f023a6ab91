// Changes of the desk as they come: GET /v1/stream, read with fetch because an
// EventSource cannot carry a token.

import { call, Problem } from './api';

export interface Change {
  seq: number;
  /** story, cluster, measurement, list_change, alert, feed */
  kind: string;
  id: string;
  cluster_id?: string;
  at: string;
}

export type LinkState = 'connecting' | 'open' | 'lost';

/** A Live link reads the stream until it is closed; it comes back by itself and misses nothing. */
export class Live {
  state = $state<LinkState>('connecting');

  private last = '';
  private stop = new AbortController();
  private wait = 0;

  constructor(
    private readonly take: (change: Change) => void,
    private readonly path = '/v1/stream',
  ) {
    void this.run();
  }

  close(): void {
    this.stop.abort();
  }

  private async run(): Promise<void> {
    while (!this.stop.signal.aborted) {
      try {
        await this.read();
        this.wait = 0;
      } catch (e) {
        if (this.stop.signal.aborted) return;
        if (e instanceof Problem && e.needsToken) {
          this.state = 'lost';
          return;
        }
      }
      this.state = 'lost';
      this.wait = Math.min(15_000, this.wait * 2 || 1_000);
      await new Promise((done) => setTimeout(done, this.wait * (0.75 + Math.random() / 2)));
    }
  }

  private async read(): Promise<void> {
    const headers: Record<string, string> = this.last ? { 'Last-Event-ID': this.last } : {};
    const answer = await call(this.path, { accept: 'text/event-stream', headers, signal: this.stop.signal });
    this.state = 'open';
    this.wait = 0;
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      // The desk gives a sign of life every 15 s: a link that is silent for longer is dead.
      const silent = setTimeout(() => void reader.cancel(), 40_000);
      const { value, done } = await reader.read();
      clearTimeout(silent);
      if (done) return;
      rest += value;
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        this.event(rest.slice(0, end));
        rest = rest.slice(end + 2);
      }
    }
  }

  private event(block: string): void {
    let data = '';
    for (const line of block.split('\n')) {
      if (line.startsWith('id: ')) this.last = line.slice(4);
      else if (line.startsWith('data: ')) data += line.slice(6);
    }
    if (!data) return;
    let change: Change;
    try {
      change = JSON.parse(data) as Change;
    } catch {
      return;
    }
    this.take(change);
  }
}
