import assert from 'node:assert/strict';

import { refused } from '../browser.mjs';
import { everywhere } from '../states.mjs';

/** The shell: masthead, keys, addresses. */
export default function shell(t) {
  t.check('shell: keys lead to every page, and ? lists them', async (x) => {
    const { page } = await x.visit((await t.desks.empty()).url + '/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (const [key, path] of [['c', '/companies'], ['s', '/study'], ['l', '/screen'], ['a', '/watch'], ['w', '/']]) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.waitForURL((u) => u.pathname.startsWith(path));
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await everywhere(x, page, 'shell-keys');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  t.check('shell: the first Tab leads past the masthead', async (x) => {
    const { page } = await x.visit((await t.desks.empty()).url + '/study');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'To the page');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  });

  t.check('shell: an address of no page says so', async (x) => {
    const { page } = await x.visit((await t.desks.empty()).url + '/watch/nothing-here');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText(/no part at this address/).waitFor();
    await everywhere(x, page, 'shell-nowhere', { only: ['middle'] });
  });

  t.check('shell: a page whose file does not come says so, and comes with the next visit', async (x) => {
    let lost = true;
    const { page } = await x.visit((await t.desks.empty()).url + '/', { allow: [refused], before: (p) => p.route(/assets\/rooms-.*js/, (r) => (lost ? r.abort('connectionrefused') : r.continue())) });
    await page.getByRole('heading', { level: 1, name: 'Wire' }).waitFor();
    await page.getByRole('link', { name: 'Study' }).press('Enter');
    await page.getByRole('alert').filter({ hasText: 'could not be fetched' }).waitFor();
    lost = false;
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Event study' }).waitFor();
  });
}
