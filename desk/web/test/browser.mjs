// A browser with a conscience: every page opened through it must ask no other
// host, break no policy, and leave no error in the console.
import { readFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const sizes = { narrow: { width: 390, height: 844 }, middle: { width: 1024, height: 768 }, wide: { width: 1600, height: 1000 } };
export const schemes = ['light', 'dark'];

// What the browser itself says of an answer that is not 2xx, or does not come.
export const refused = /Failed to load resource|net::ERR_/;

export async function openBrowser({ path, shots }) {
  mkdirSync(shots, { recursive: true });
  const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  return {
    /**
     * visit opens an address in a context of its own. allow names what the
     * console may say: a test of an error brings the error.
     */
    async visit(url, { size = 'middle', scheme = 'light', allow = [], before, token, locale = 'en-GB', zone = 'Europe/Berlin' } = {}) {
      const context = await browser.newContext({ viewport: sizes[size], colorScheme: scheme, locale, timezoneId: zone, acceptDownloads: true });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      const wrong = [];
      const host = new URL(url).host;
      page.on('request', (r) => {
        const to = new URL(r.url());
        if (to.protocol !== 'blob:' && to.host !== host) wrong.push(`asks another host: ${r.url()}`);
      });
      page.on('console', (m) => {
        if (m.type() !== 'error' && !/content security policy/i.test(m.text())) return;
        if (!allow.some((a) => a.test(m.text()))) wrong.push(`console: ${m.text()} ${m.location().url ?? ''}`);
      });
      page.on('pageerror', (e) => wrong.push(`script: ${e.message}`));
      page.on('dialog', (d) => {
        wrong.push(`dialog: ${d.message()}`);
        void d.dismiss();
      });
      if (token) await page.addInitScript((t) => sessionStorage.setItem('newstape.token', t), token);
      await before?.(page);
      await page.goto(url);
      return { page, wrong, close: () => context.close() };
    },
    /** faults are what is wrong with the page as it stands, in words. */
    async faults(page) {
      const out = [];
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) out.push(`scrolls sideways by ${over} pixels: ${await page.evaluate(widest)}`);
      const inline = await page.evaluate(handlers);
      if (inline.length) out.push(`inline scripts or handlers: ${inline.join(', ')}`);
      await page.evaluate((source) => void (globalThis.axe ?? (0, eval)(source)), axe).catch(() => page.evaluate(axe));
      const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), rules);
      for (const v of found.violations) {
        const nodes = v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')} ${(n.any[0] ?? n.all[0] ?? n.none[0])?.message ?? ''}`);
        out.push(`axe ${v.id}: ${v.help}: ${nodes.join(' | ')}${v.nodes.length > 3 ? ` and ${v.nodes.length - 3} more` : ''}`);
      }
      return out;
    },
    shot: (page, name, fullPage = true) => page.screenshot({ path: join(shots, `${name}.png`), fullPage }),
    close: () => browser.close(),
  };
}

// Evaluated in the page: who reaches furthest to the right, outside of what scrolls by itself.
function widest() {
  const edge = document.documentElement.clientWidth;
  const scrolls = (e) => e && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  const out = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > edge + 1 && !scrolls(e.parentElement));
  return out.slice(0, 3).map((e) => `${e.tagName.toLowerCase()}.${e.className}`).join(', ');
}

// Evaluated in the page: scripts without a file, and attributes that run.
function handlers() {
  const out = [...document.querySelectorAll('script:not([src]), object, embed, iframe, [href^="javascript:" i], [src^="javascript:" i]')].map((e) => e.outerHTML.slice(0, 80));
  for (const e of document.querySelectorAll('*')) for (const a of e.attributes) if (/^on/i.test(a.name)) out.push(`${e.tagName.toLowerCase()} ${a.name}`);
  return out;
}
