import assert from 'node:assert/strict';

import { everywhere } from '../states.mjs';

/** Companies: found by name, each with its prices, stories, claims and standing. */
export default function company(t) {
  const name = (page) => page.getByRole('heading', { level: 1, name: 'Alibaba' });
  const chart = (page) => page.getByRole('slider').first();

  t.states({
    name: 'companies',
    desk: () => t.desks.full(),
    path: '/companies',
    reads: /\/v1\/(parties|wire)/,
    ready: async (page) => {
      await page.getByRole('link', { name: 'Alibaba Group' }).first().waitFor();
    },
    empty: { path: '/companies?q=zzzqqqnobody', ready: (page) => page.getByText(/has nothing like/).waitFor() },
  });
  t.states({
    name: 'company',
    desk: () => t.desks.full(),
    path: '/companies/alibaba',
    reads: /\/v1\/(parties|wire|prices)/,
    skip: ['missing'],
    ready: async (page) => {
      await name(page).waitFor();
      await chart(page).waitFor();
      await page.getByText(/1260H/).first().waitFor();
    },
    empty: { path: '/companies/nobody-at-all', allow: [/404/], ready: (page) => page.getByText(/does not have this party/).waitFor() },
  });

  t.check('company: found by ticker and opened, without a mouse', async (x) => {
    const { page } = await x.visit((await t.desks.full()).url + '/companies');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('9988');
    await page.waitForURL(/q=9988/);
    await page.getByRole('link', { name: 'Alibaba Group' }).first().waitFor();
    await page.getByRole('searchbox').press('Enter');
    await page.waitForURL(/\/companies\/alibaba/);
    await chart(page).waitFor();
    await chart(page).focus();
    const one = await chart(page).getAttribute('aria-valuetext');
    await page.keyboard.press('Home');
    assert.notEqual(await chart(page).getAttribute('aria-valuetext'), one);
  });

  t.check('company: its stories and claims lead back to the story', async (x) => {
    const d = await t.desks.full();
    const { page } = await x.visit(d.url + '/companies/alibaba');
    await chart(page).waitFor();
    const link = page.locator(`main a[href^="/stories/"]`).first();
    await link.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/stories\//);
    await page.getByRole('heading', { name: 'The brief' }).waitFor();
  });

  t.check('company: its standing is that of the day that is asked', async (x) => {
    const d = await t.desks.full();
    const seen = [];
    for (const day of ['2025-11-15', '2026-06-30']) {
      const { page, close } = await x.visit(`${d.url}/companies/alibaba?as_of=${day}`);
      await page.getByText(/1260H/).first().waitFor();
      seen.push(await page.locator('.lists').first().innerText());
      if (day > '2026') await everywhere(x, page, 'company-listed', { only: ['narrow', 'wide'] });
      await close();
    }
    assert.match(seen[0], /not listed/);
    assert.notEqual(seen[0], seen[1]);
  });
}
