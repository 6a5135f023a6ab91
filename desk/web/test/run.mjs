// Tries every page in a browser, against the real program:
//
//   node test/run.mjs --program newstape --data DIR [--many DIR] [--shots DIR] [--only story] [--dist DIR] [--jobs 2]
//
// DIR is a folder for desks' data; --many is the data of a desk with ten thousand
// stories, without which nothing is measured; --dist shows a build that is not in
// the program. Each file in test/pages exports a function that names its checks;
// those that measure run first and alone, the others side by side.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { openBrowser } from './browser.mjs';
import { Desks } from './desk.mjs';
import { states } from './states.mjs';

const { values: o } = parseArgs({
  options: {
    program: { type: 'string' }, data: { type: 'string' }, many: { type: 'string', default: '' }, only: { type: 'string', default: '' },
    dist: { type: 'string', default: '' }, jobs: { type: 'string', default: '2' },
    shots: { type: 'string', default: new URL('../shots', import.meta.url).pathname }, chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  },
});
// A check that hangs must not hide the others.
const longest = 120_000;
const longestAlone = 240_000;

const browser = await openBrowser({ path: o.chromium, shots: o.shots });
// Each run has desks of its own: what an earlier one left would be in the way.
const data = mkdtempSync(join(o.data, 'run-'));
const desks = new Desks({ program: o.program, data, many: o.many, dist: o.dist });
const checks = [];
const t = {
  desks,
  many: o.many,
  /**
   * check names what must hold; run gets visit (a page in a context of its own,
   * closed in the end and free of faults), faults and shot. With alone, nothing
   * else runs beside it.
   */
  check: (name, run, { alone = false } = {}) => checks.push({ name, run, alone }),
  /** states names the checks of a page's states, see states.mjs. */
  states: (view) => states(t, view),
  measure: (name, value, unit) => console.log(`measure: ${name} ${value} ${unit}`),
};

let passed = 0;
let failed = 0;
async function attempt({ name, run, alone }) {
  const begun = Date.now();
  const visits = [];
  const tools = {
    faults: browser.faults,
    shot: browser.shot,
    async visit(url, more) {
      const v = await browser.visit(url, more);
      visits.push(v);
      return v;
    },
  };
  const most = alone ? longestAlone : longest;
  let timer;
  const tooLong = new Promise((_, no) => (timer = setTimeout(() => no(new Error(`not done after ${most / 1000} s`)), most)));
  try {
    await Promise.race([run(tools), tooLong]);
    const wrong = visits.flatMap((v) => v.wrong);
    if (wrong.length) throw new Error(wrong.join('\n'));
    passed++;
    console.log(`ok    ${name} (${Date.now() - begun} ms)`);
  } catch (e) {
    failed++;
    // What the page looked like says more than where the check stood.
    const last = visits.at(-1);
    if (last) await browser.shot(last.page, `failed-${name.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 60)}`, false).catch(() => undefined);
    const at = /pages\/[^)\s]+/.exec(e.stack ?? '')?.[0] ?? '';
    const words = [`${String(e.message ?? e).slice(0, 2000)} ${at}`, ...visits.flatMap((v) => v.wrong).filter((w) => !e.message?.includes(w))].join('\n');
    console.log(`FAIL  ${name} (${Date.now() - begun} ms)\n      ${words.replaceAll('\n', '\n      ')}`);
  } finally {
    clearTimeout(timer);
    await Promise.all(visits.map((v) => v.close().catch(() => undefined)));
  }
}

rmSync(join(o.shots), { recursive: true, force: true });
mkdirSync(o.shots, { recursive: true });
try {
  for (const file of readdirSync(new URL('pages', import.meta.url)).sort()) {
    const { default: name } = await import(new URL(`pages/${file}`, import.meta.url));
    await name(t);
  }
  const wanted = checks.filter((c) => !o.only || c.name.includes(o.only));
  for (const c of wanted.filter((c) => c.alone)) await attempt(c);
  const rest = wanted.filter((c) => !c.alone);
  await Promise.all(
    Array.from({ length: Number(o.jobs) }, async () => {
      for (let c = rest.shift(); c; c = rest.shift()) await attempt(c);
    }),
  );
} finally {
  await browser.close();
  await desks.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
