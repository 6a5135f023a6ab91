// Desks for the tests: the real program on loopback, with a folder of its own.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { front } from './front.mjs';
import { words as hostile } from './hostile.mjs';

async function freePort() {
  const s = createServer();
  await new Promise((ok) => s.listen(0, '127.0.0.1', ok));
  const { port } = s.address();
  await new Promise((ok) => s.close(ok));
  return port;
}

/** startDesk runs `newstape serve` until stop is called. With dist, that build stands in front of it. */
export async function startDesk(program, data, { args = [], dist = '' } = {}) {
  const port = await freePort();
  const own = `http://127.0.0.1:${port}`;
  const child = spawn(program, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (b) => (log = (log + b).slice(-20_000)));
  const ended = new Promise((ok) => child.on('exit', ok));
  for (let i = 0; ; i++) {
    if (child.exitCode !== null || i > 600) throw new Error(`the desk did not start: ${log}`);
    try {
      if ((await fetch(`${own}/readyz`)).ok) break;
    } catch {
      // not yet
    }
    await new Promise((ok) => setTimeout(ok, 100));
  }
  const before = dist ? await front({ dist, desk: own, port: 0 }) : undefined;
  const url = before?.url ?? own;
  return {
    url,
    data,
    log: () => log,
    /** stop ends the desk as an operator would. */
    async stop() {
      before?.close();
      if (child.exitCode === null) child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    },
    /** submit sends a story and waits until it is stored. */
    async submit(body, { type = 'text/plain', published = '', outlet = '', headers = {} } = {}) {
      const q = new URLSearchParams({ wait: '20s' });
      if (published) q.set('published', published);
      if (outlet) q.set('outlet', outlet);
      const answer = await fetch(`${own}/v1/stories?${q}`, { method: 'POST', body, headers: { 'Content-Type': type, ...headers } });
      if (!answer.ok) throw new Error(`submit: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    async ask(path, { json, ...init } = {}) {
      if (json !== undefined) init = { method: 'POST', body: JSON.stringify(json), ...init, headers: { 'Content-Type': 'application/json', ...init.headers } };
      const answer = await fetch(own + path, init);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status} ${text}`);
      return text && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
    },
  };
}

/** examples are the stories of the repository with the times at which they came out. */
export const examples = [
  ['alibaba-memo', '2025-11-15T09:40:00-05:00'],
  ['alibaba-flash', '2025-11-14T13:20:00-05:00'],
  ['adr-monitor', '2025-11-17T08:10:00+08:00'],
  ['smic-entity-list', '2020-12-18T17:30:00-05:00'],
].map(([name, published]) => ({ name, published, body: readFileSync(new URL(`../../../examples/${name}.txt`, import.meta.url), 'utf8') }));

/** Desks starts each kind of desk once, when the first check asks for it. */
export class Desks {
  #started = new Map();
  #n = 0;

  constructor({ program, data, many, dist }) {
    Object.assign(this, { program, data, manyData: many, dist });
  }

  #once(name, make) {
    if (!this.#started.has(name)) this.#started.set(name, make());
    return this.#started.get(name);
  }

  /** fresh is an empty desk for one check alone. */
  fresh(args = []) {
    const name = `fresh-${++this.#n}`;
    return this.#once(name, () => this.#start(name, args));
  }

  /** empty is a desk that nobody writes to. */
  empty() {
    return this.#once('empty', () => this.#start('empty'));
  }

  /** full holds the stories of the repository, and something in every room; checks only read. */
  full() {
    return this.#once('full', async () => fill(await this.#start('full')));
  }

  /** hostile holds stories and names that would rather be programs. */
  hostile() {
    return this.#once('hostile', async () => {
      const d = await this.#start('hostile');
      d.stories = [];
      for (const w of hostile) d.stories.push(await d.submit(w.body, { type: w.type, outlet: w.outlet, published: '2025-11-15T04:58:00-05:00' }));
      return d;
    });
  }

  /** many holds ten thousand stories. */
  many() {
    return this.#once('many', () => startDesk(this.program, this.manyData, { dist: this.dist }));
  }

  /** token makes a token for the desk of a folder before that desk is started. */
  token(data, name, scopes) {
    const out = execFileSync(this.program, ['desk', 'token', 'add', name, '--data', data, ...scopes.flatMap((s) => ['--scope', s])], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return out.trim();
  }

  /** locked is a desk that asks for tokens, with one of each scope. */
  locked() {
    return this.#once('locked', async () => {
      const data = join(this.data, 'locked');
      mkdirSync(data, { recursive: true });
      const tokens = Object.fromEntries(['read', 'submit', 'admin'].map((s) => [s, this.token(data, s, [s])]));
      return Object.assign(await this.#start('locked', ['--tokens']), { tokens });
    });
  }

  /** replay does a study again from the two files that a reader takes along; it fails when the report differs. */
  replay(record, events) {
    const dir = join(this.data, 'replay');
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'study.record.json'), record);
    writeFileSync(join(dir, 'events.csv'), events);
    const { status, stderr } = spawnSync(this.program, ['study', '--replay', 'study.record.json', '-o', 'again.json'], { cwd: dir, encoding: 'utf8' });
    // 3 says that it is done, but that some events could not be measured, as before.
    if (status !== 0 && status !== 3) throw new Error(`replay: ${status} ${stderr}`);
  }

  #start(name, args = []) {
    const data = join(this.data, name);
    mkdirSync(data, { recursive: true });
    return startDesk(this.program, data, { args, dist: this.dist });
  }

  async stop() {
    for (const d of await Promise.allSettled(this.#started.values())) await d.value?.stop();
  }
}

async function fill(d) {
  const put = (path, json) => d.ask(path, { method: 'PUT', json });
  await put('/v1/holdings', { items: [{ symbol: 'BABA', quantity: 1200, price: 161.2, currency: 'USD', portfolio: 'Asia' }, { symbol: 'KWEB', quantity: -300, portfolio: 'Hedges' }] });
  await d.ask('/v1/feeds', { json: { url: 'http://127.0.0.1:9/feed.xml', title: 'Example feed', outlet: 'Example Wire', folder: 'Examples' } });
  await put('/v1/channels/hook', { name: 'Desk hook', kind: 'webhook', settings: { url: 'https://127.0.0.1:9/hook' }, secrets: { secret: 'words of a test that are long enough' } });
  await put('/v1/rules/accused', { name: 'Accused holdings', query: '(and held:yes T:accuse)', channels: ['hook'] });
  await put('/v1/searches/baba', { name: 'Alibaba', query: 'tt:baba' });
  await d.ask('/v1/tokens', { json: { name: 'reader of the test', scopes: ['read'] } });
  d.stories = {};
  for (const e of examples) d.stories[e.name] = (await d.submit(e.body, { published: e.published, outlet: 'Example Wire' })).id;
  const study = JSON.parse(readFileSync(new URL('study.json', import.meta.url), 'utf8'));
  d.study = (await d.ask('/v1/studies', { json: study })).id;
  return d;
}
