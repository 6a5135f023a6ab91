// A story that the reader hands in: sent, waited for, shown.

import { ask, params } from '../../lib/api';
import { notices } from '../../lib/notices.svelte';
import { router, to } from '../../lib/router.svelte';

interface Submitted {
  id: string;
  status: 'accepted' | 'stored' | 'dead';
  reason?: string;
}

export interface Told {
  published: string;
  outlet: string;
  url: string;
}

/** The desk takes no more of a story (docs/design.md). */
export const mostBytes = 4 << 20;

/** typeOf is the media type of a file by its name, where the browser knows none. */
export function typeOf(file: File): string {
  if (/\.(md|markdown)$/i.test(file.name)) return 'text/markdown';
  if (/\.html?$/i.test(file.name)) return 'text/html';
  if (/\.json$/i.test(file.name)) return 'application/json';
  return file.type.startsWith('text/') || file.type === 'application/json' ? file.type : 'text/plain';
}

/** sendText submits words or a file with what is known of it. */
export function sendText(body: string | Blob, type: string, told: Told): Promise<void> {
  // A document says itself when and where it appeared.
  const more = type === 'application/json' ? {} : { ...told };
  return sent('/v1/stories' + params({ ...more, wait: '10s' }), { method: 'POST', body, type });
}

/** sendAddress has the desk fetch a story from the web. */
export function sendAddress(told: Told): Promise<void> {
  const known = Object.fromEntries(Object.entries(told).filter(([, v]) => v));
  return sent('/v1/stories?wait=10s', { method: 'POST', body: known });
}

export const sendSample = (): Promise<void> => sent('/v1/sample?wait=10s', { method: 'POST' });

async function sent(path: string, c: { method: string; body?: unknown; type?: string }): Promise<void> {
  const s = await read(await ask<Submitted>(path, c));
  router.go(to.story(s.id));
}

// What the desk has accepted it will read; after half a minute the reader is
// free to go on, and the wire will show the story when it is there.
async function read(s: Submitted): Promise<Submitted> {
  for (let tries = 0; s.status !== 'stored'; tries++) {
    if (s.status === 'dead') throw new Error(`the desk could not read this story: ${s.reason || 'no reason is given'}`);
    if (tries >= 30) {
      notices.say('The desk has accepted the story and is still reading it; it will come on the wire.');
      throw new Error('the story is not read yet');
    }
    await new Promise((done) => setTimeout(done, 1_000));
    s = await ask<Submitted>(`/v1/stories/${encodeURIComponent(s.id)}/status`);
  }
  return s;
}
