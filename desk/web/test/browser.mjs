// A browser with a conscience: every page opened through it must ask no other
// host, break no policy, and leave no error in the console.
import { readFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const sizes = { narrow: { width: 390, height: 844 }, middle: { width: 1024, height: 768 }, wide: { width: 1600, height: 1000 } };
export const schemes = ['light', 'dark'];

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
      const page = await context.newPage();
      const wrong = [];
      const host = new URL(url).host;
      page.on('request', (r) => {
        const to = new URL(r.url());
        if (to.protocol !== 'blob:' && to.host !== host) wrong.push(`asks another host: ${r.url()}`);
      });
      page.on('console', (m) => {
        if (m.type() !== 'error' && !/content security policy/i.test(m.text())) return;
        if (!allow.some((a) => a.test(m.text()))) wrong.push(`console: ${m.text()}`);
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
      if (over > 0) out.push(`scrolls sideways by ${over} pixels`);
      await page.evaluate(axe);
      const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), rules);
      for (const v of found.violations) out.push(`axe ${v.id}: ${v.help}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(' | ')}`);
      const inline = await page.evaluate(() => document.querySelectorAll('script:not([src]), [onclick], [onerror], [onload]').length);
      if (inline) out.push(`${inline} inline scripts or handlers`);
      return out;
    },
    shot: (page, name, fullPage = true) => page.screenshot({ path: join(shots, `${name}.png`), fullPage }),
    close: () => browser.close(),
  };
}
