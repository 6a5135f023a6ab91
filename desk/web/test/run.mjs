// Tries every page in a browser, against the real program:
//
//   node test/run.mjs --program newstape --data DIR [--many DIR] [--shots DIR] [--only story]
//
// DIR is a folder for desks' data; --many is the data of a desk with ten thousand
// stories. Each file in test/pages exports a function that makes its checks.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { openBrowser } from './browser.mjs';
import { startDesk } from './desk.mjs';

const { values: o } = parseArgs({
  options: {
    program: { type: 'string' }, data: { type: 'string' }, many: { type: 'string', default: '' }, only: { type: 'string', default: '' },
    shots: { type: 'string', default: new URL('../shots', import.meta.url).pathname }, chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
let passed = 0;
let failed = 0;
const browser = await openBrowser({ path: o.chromium, shots: o.shots });
const desks = [];
const t = {
  browser,
  many: o.many,
  /** desk starts one with an empty folder of its own, or with the data given. */
  async desk(name, { data, ...more } = {}) {
    if (!data) mkdirSync((data = join(o.data, name)), { recursive: true });
    const d = await startDesk(o.program, data, more);
    desks.push(d);
    return d;
  },
  async check(name, run) {
    if (o.only && !name.includes(o.only)) return;
    const begun = Date.now();
    try {
      await run();
      passed++;
      console.log(`ok    ${name} (${Date.now() - begun} ms)`);
    } catch (e) {
      failed++;
      console.log(`FAIL  ${name}\n      ${String(e.stack ?? e).replaceAll('\n', '\n      ')}`);
    }
  },
  measure: (name, value, unit) => console.log(`measure: ${name} ${value} ${unit}`),
  program: o.program,
  data: o.data,
};
try {
  for (const file of readdirSync(new URL('pages', import.meta.url)).sort()) {
    const { default: checks } = await import(new URL(`pages/${file}`, import.meta.url));
    await checks(t);
  }
} finally {
  await browser.close();
  await Promise.all(desks.map((d) => d.stop()));
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
