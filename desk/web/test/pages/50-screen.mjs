import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { breaks } from '../hostile.mjs';
import { everywhere } from '../states.mjs';

/** Screening: names against lists as of a day. */
export default function screen(t) {
  t.states({
    name: 'screen',
    desk: () => t.desks.full(),
    path: '/screen?name=Huawei&as_of=2025-12-31',
    reads: /\/v1\/(screen|parties)/,
    waiting: /Asking the lists/,
    ready: async (page) => {
      await page.getByRole('heading', { level: 2, name: 'Huawei' }).waitFor();
      await page.getByText(/1260H/).first().waitFor();
    },
    empty: { path: '/screen', ready: (page) => page.getByText(/Ask about a name/).waitFor() },
  });

  t.check('screen: a name as of a day by keyboard, explained, with its receipt', async (x) => {
    const { page } = await x.visit((await t.desks.full()).url + '/screen');
    await page.getByText(/Ask about a name/).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('Alibaba');
    await page.getByLabel(/As of/).fill('2025-11-15');
    await page.getByLabel('Name', { exact: true }).press('Enter');
    await page.waitForURL(/name=Alibaba&as_of=2025-11-15/);
    const answer = page.getByRole('region', { name: 'Answer' });
    await answer.getByText('not listed').first().waitFor();
    await answer.getByText(/2026/).first().waitFor();
    await answer.getByRole('button', { name: /receipt/ }).first().press('Enter');
    await page.getByRole('dialog').getByText(/Rule/).waitFor();
    await page.keyboard.press('Escape');
  });

  t.check('screen: a pasted list is answered line by line and taken along as CSV', async (x) => {
    const { page } = await x.visit((await t.desks.full()).url + '/screen');
    await page.locator('summary', { hasText: 'A list of names' }).press('Enter');
    const names = ['Huawei', 'Alibaba', 'Nobody & Sons "Ltd"', breaks[0], breaks[1], '=cmd|calc', 'SMIC'];
    await page.getByLabel(/One a line/).fill(names.join('\n'));
    await page.getByLabel(/As of/).fill('2025-12-31');
    await page.getByRole('button', { name: 'Screen the list' }).press('Enter');
    await page.getByRole('button', { name: 'Save as CSV' }).waitFor();
    await page.getByRole('button', { name: `Show ${breaks[0]}` }).waitFor();
    assert.equal(await page.evaluate(() => globalThis.__hit), undefined);
    await everywhere(x, page, 'screen-list');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as CSV' }).press('Enter')]);
    const csv = readFileSync(await file.path(), 'utf8');
    for (const n of ['Huawei', 'Alibaba', 'SMIC', '<script>']) assert.ok(csv.includes(n), `the CSV lacks ${n}`);
    assert.ok(!/^=cmd/m.test(csv), 'a spreadsheet would run =cmd');
  });
}
