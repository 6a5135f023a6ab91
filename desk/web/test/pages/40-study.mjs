import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { everywhere } from '../states.mjs';

/** Studies: events and a design in, a result with every test out. */
export default function study(t) {
  const example = (page) => page.getByRole('button', { name: 'Fill in an example' });
  const result = (page) => page.getByRole('heading', { level: 1, name: /Event study: / });

  t.states({
    name: 'study-new',
    desk: () => t.desks.full(),
    path: '/study',
    reads: /\/v1\/(studies|prices)/,
    ready: async (page) => {
      await example(page).press('Enter');
      await page.getByRole('table', { name: 'Events as read' }).waitFor();
    },
    empty: { desk: () => t.desks.empty(), ready: (page) => page.getByText(/since the desk was started/).waitFor() },
  });
  t.states({
    name: 'study-result',
    desk: () => t.desks.full(),
    path: (d) => `/study/${d.study}`,
    reads: /\/v1\/studies\//,
    skip: ['missing'],
    ready: async (page) => {
      await result(page).waitFor();
      await page.getByRole('heading', { name: 'Take it away' }).waitFor();
    },
    empty: { path: '/study/forgotten', allow: [/404/], ready: (page) => page.getByRole('heading', { level: 1, name: /not here any more/ }).waitFor() },
  });

  t.check('study: from the example to the path of the mean, without a mouse', async (x) => {
    const { page } = await x.visit((await t.desks.fresh()).url + '/study');
    await example(page).press('Enter');
    await page.getByRole('table', { name: 'Events as read' }).waitFor();
    await page.getByRole('button', { name: 'Run the study' }).press('Enter');
    await page.waitForURL(/\/study\/[^/]+$/);
    await result(page).waitFor();
    const tests = page.getByRole('region', { name: /Every test/ }).or(page.locator('section[aria-labelledby=r-tests]'));
    assert.ok((await tests.first().getByRole('row').count()) > 5, 'tests are told');
    assert.match(await page.locator('main').innerText(), /CAAR|average abnormal return/);
  });

  t.check('study: a preview names the rows that cannot be used', async (x) => {
    const { page } = await x.visit((await t.desks.full()).url + '/study');
    const box = page.locator('textarea').first();
    await box.fill('security,date\nXNYS:BABA,2025-11-14\nXNYS:NOBODY,2025-11-14\n<script>window.__hit=1</script>,2025-11-14\nXNYS:BABA,1960-01-01\n');
    await page.getByText(/of 4 events? cannot be used/).waitFor();
    await page.getByText('<script>window.__hit=1</script>').last().waitFor();
    assert.equal(await page.evaluate(() => globalThis.__hit), undefined);
    await everywhere(x, page, 'study-problems', { only: ['narrow', 'wide'] });
  });

  t.check('study: every export comes, and the record can be replayed', async (x) => {
    const d = await t.desks.full();
    const { page } = await x.visit(`${d.url}/study/${d.study}`);
    await result(page).waitFor();
    const take = async (name, file) => {
      const [got] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).first().press('Enter')]);
      assert.equal(got.suggestedFilename(), file);
      return readFileSync(await got.path());
    };
    assert.match((await take(/^HTML/, 'study.html')).toString(), /<html/);
    assert.ok(JSON.parse(await take(/^JSON/, 'study.json')).result);
    assert.match((await take(/^LaTeX/, 'study.tex')).toString(), /begin\{longtable/);
    assert.equal((await take(/^Spreadsheet/, 'study.xlsx')).subarray(0, 2).toString(), 'PK');
    assert.ok((await take(/^Text/, 'study.txt')).length > 500);
    assert.match((await take(/table as CSV/, 'study-tests.csv')).toString(), /,/);
    const record = await take(/^Replay file/, 'study.record.json');
    const events = await take(/^Events/, 'events.csv');
    t.desks.replay(record, events);
  });
}
