import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { everywhere } from '../states.mjs';

const ready = (page) => page.getByRole('heading', { name: 'The brief' }).waitFor();
const memo = (d) => `/stories/${d.stories['alibaba-memo']}`;
const receipt = (page) => page.getByRole('dialog');
const focused = (page) => page.evaluate(() => document.activeElement?.dataset?.mark ?? '');

/** The story: its text with marks, what rests on what, ways to take it along. */
export default function story(t) {
  t.states({
    name: 'story',
    desk: () => t.desks.full(),
    path: memo,
    reads: /\/v1\/stories\//,
    ready: async (page) => {
      await ready(page);
      await page.getByRole('slider').first().waitFor();
    },
    empty: {
      desk: () => t.desks.hostile(),
      path: (d) => `/stories/${d.stories.at(-1).id}`,
      ready: (page) => page.getByRole('heading', { level: 1 }).waitFor(),
    },
  });

  t.check('story: a chart whose prices do not come says so, the rest stays', async (x) => {
    const d = await t.desks.full();
    for (const [state, how] of [
      ['error', (r) => r.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"detail":"the tape is torn"}' })],
      ['offline', (r) => r.abort('connectionrefused')],
    ]) {
      const { page } = await x.visit(d.url + memo(d), { allow: [/Failed to load|net::ERR/], before: (p) => p.route(/\/v1\/prices/, how) });
      await ready(page);
      await page.getByRole('alert').first().waitFor();
      await everywhere(x, page, `story-prices-${state}`, { only: ['narrow', 'wide'] });
    }
  });

  t.check('story: every mark leads to its receipt, and Escape back to the mark', async (x) => {
    const d = await t.desks.full();
    const { page } = await x.visit(d.url + memo(d));
    await ready(page);
    const seen = new Set();
    for (const key of ['n', 'c', 's', 'n', 'c', 'p']) {
      await page.keyboard.press(key);
      const mark = await focused(page);
      assert.ok(mark, `${key} puts the focus on a mark`);
      seen.add(mark);
      await page.keyboard.press('Enter');
      await receipt(page).waitFor();
      assert.match(await receipt(page).textContent(), /Rule/);
      assert.match(await receipt(page).textContent(), /bytes \d+–\d+/);
      await page.keyboard.press('Escape');
      await receipt(page).waitFor({ state: 'hidden' });
      assert.equal(await focused(page), mark, 'the focus comes back to the mark');
    }
    assert.ok(seen.size >= 4, `marks were ${[...seen].join(', ')}`);
    await page.keyboard.press('s');
    await page.keyboard.press('Enter');
    await receipt(page).waitFor();
    await everywhere(x, page, 'story-receipt');
  });

  t.check('story: a pointer on a mark opens its receipt, on a name its box', async (x) => {
    const d = await t.desks.full();
    const { page } = await x.visit(d.url + memo(d), { size: 'wide' });
    await ready(page);
    await page.locator('#text .mark.claim').first().click();
    await receipt(page).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#text .mark.name').first().hover();
    await page.getByText(/XNYS:BABA|BABA/).last().waitFor();
    await everywhere(x, page, 'story-name', { only: ['wide'] });
  });

  t.check('story: every sentence of the brief has its receipt', async (x) => {
    const d = await t.desks.full();
    const { page } = await x.visit(d.url + memo(d));
    await ready(page);
    const lines = await page.locator('#brief ol > li').count();
    assert.ok(lines >= 5, `${lines} sentences`);
    assert.equal(await page.locator('#brief ol > li').getByRole('button', { name: /receipt/ }).count(), lines);
    await page.locator('#brief').getByRole('button', { name: /receipt/ }).last().focus();
    await page.keyboard.press('Enter');
    await receipt(page).waitFor();
  });

  t.check('story: permalinks lead to a claim, a statement and words of the text', async (x) => {
    const d = await t.desks.full();
    for (const hash of ['claim-c1', 'claim-c3', 'statement-m1', 'text-0-10']) {
      const { page, close } = await x.visit(d.url + memo(d) + '#' + hash);
      await ready(page);
      await page.waitForFunction((h) => {
        const e = document.activeElement;
        return e && e !== document.body && ((e.dataset?.anchors ?? '').split(' ').includes(h) || e.id === h || e.dataset?.mark === h);
      }, hash).catch(async (e) => {
        throw new Error(`${hash}: the focus is at ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200))}; ${e.message}`);
      });
      const box = await page.evaluate(() => document.activeElement.getBoundingClientRect().toJSON());
      assert.ok(box.top >= 0 && box.top < 768, `${hash} is on the screen`);
      await close();
    }
  });

  t.check('story: what is taken along is what the desk says', async (x) => {
    const d = await t.desks.full();
    const { page } = await x.visit(d.url + memo(d));
    await ready(page);
    for (const [name, format] of [['Markdown', 'md'], ['HTML', 'html'], ['JSON', 'json']]) {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).press('Enter')]);
      assert.match(file.suggestedFilename(), new RegExp(`\\.${format}$`));
      const got = readFileSync(await file.path());
      const want = Buffer.from(await (await fetch(`${d.url}/v1/stories/${d.stories['alibaba-memo']}/dossier?format=${format}`)).arrayBuffer());
      assert.ok(got.equals(want), `${format} differs from the API's`);
    }
  });

  t.check('story: on paper there is the brief, and every number of a receipt has its note', async (x) => {
    const d = await t.desks.full();
    const { page } = await x.visit(d.url + memo(d));
    await ready(page);
    const brief = await page.locator('#brief .text').allTextContents();
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const paper = await page.evaluate(() => document.body.innerText);
    for (const line of brief) assert.ok(paper.includes(line.trim()), `the paper lacks: ${line}`);
    const notes = await page.locator('.notes').innerText();
    const last = await page.locator('#brief').getByRole('button', { name: /receipt/ }).last().innerText();
    assert.ok(notes.includes(last), 'the last receipt of the brief has a note');
    assert.equal(await page.locator('.masthead').isVisible(), false);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const pdf = await page.pdf({ format: 'A4' });
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    assert.ok(pdf.length > 20_000, `${pdf.length} bytes`);
    await x.shot(page, 'story-print', true);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.locator('.notes').waitFor({ state: 'detached' });
  });

  t.check('story: the chart is walked by the arrow keys, and is a table too', async (x) => {
    const d = await t.desks.full();
    const { page } = await x.visit(d.url + memo(d));
    await ready(page);
    const chart = page.getByRole('slider').first();
    await chart.focus();
    const one = await chart.getAttribute('aria-valuetext');
    await page.keyboard.press('ArrowLeft');
    const two = await chart.getAttribute('aria-valuetext');
    assert.notEqual(one, two);
    assert.match(two, /\d/);
    await page.getByRole('button', { name: 'Table', exact: true }).first().press('Enter');
    await page.getByRole('table').filter({ hasText: '153.80' }).first().waitFor();
    await everywhere(x, page, 'story-chart-table', { only: ['narrow', 'wide'] });
  });

  t.check('story: figures are at the right with a true minus, times have zones', async (x) => {
    const d = await t.desks.full();
    const { page } = await x.visit(d.url + memo(d), { locale: 'de-DE' });
    await ready(page);
    const wrong = await page.evaluate(() => {
      const out = [];
      for (const c of document.querySelectorAll('td.n')) if (!/right|end/.test(getComputedStyle(c).textAlign)) out.push(c.textContent);
      for (const c of document.querySelectorAll('td.n')) if (/-\d/.test(c.textContent)) out.push(`hyphen: ${c.textContent}`);
      return out;
    });
    assert.deepEqual(wrong, []);
    assert.match(await page.locator('#reaction').innerText(), /−\d+,\d+/, 'numbers follow the reader’s language');
    assert.match(await page.locator('time').first().innerText(), /GMT|CET|MEZ|ET|UTC|[A-Z]{3}/);
  });

  t.check('story: one that is not there says so', async (x) => {
    const { page } = await x.visit((await t.desks.full()).url + '/stories/0123456789abcdef', { allow: [/404/] });
    await page.getByRole('alert').filter({ hasText: 'Not found' }).waitFor();
    await everywhere(x, page, 'story-nowhere', { only: ['narrow'] });
  });
}
