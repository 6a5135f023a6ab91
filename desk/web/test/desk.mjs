// Desks for the tests: the real program on loopback, with a folder of its own.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

async function freePort() {
  const s = createServer();
  await new Promise((ok) => s.listen(0, '127.0.0.1', ok));
  const { port } = s.address();
  await new Promise((ok) => s.close(ok));
  return port;
}

/** startDesk runs `newstape serve` until stop is called. */
export async function startDesk(program, data, { args = [], port } = {}) {
  port ??= await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(program, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (b) => (log = (log + b).slice(-20_000)));
  const ended = new Promise((ok) => child.on('exit', ok));
  for (let i = 0; ; i++) {
    if (child.exitCode !== null || i > 300) throw new Error(`the desk did not start: ${log}`);
    try {
      if ((await fetch(`${url}/readyz`)).ok) break;
    } catch {
      // not yet
    }
    await new Promise((ok) => setTimeout(ok, 100));
  }
  return {
    url,
    port,
    log: () => log,
    /** stop ends the desk as an operator would. */
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    },
    /** submit sends a story and waits until it is stored. */
    async submit(body, { type = 'text/plain', published = '', headers = {} } = {}) {
      const q = new URLSearchParams({ wait: '20s' });
      if (published) q.set('published', published);
      const answer = await fetch(`${url}/v1/stories?${q}`, { method: 'POST', body, headers: { 'Content-Type': type, ...headers } });
      if (!answer.ok) throw new Error(`submit: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    async ask(path, init = {}) {
      const answer = await fetch(url + path, init);
      if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status} ${await answer.text()}`);
      return answer.status === 204 ? undefined : answer.json();
    },
  };
}

/** examples are the stories of the repository with the times at which they came out. */
export const examples = ['alibaba-memo', 'alibaba-flash', 'adr-monitor', 'smic-entity-list'].map((name) => ({
  name,
  body: readFileSync(new URL(`../../../examples/${name}.txt`, import.meta.url), 'utf8'),
}));
