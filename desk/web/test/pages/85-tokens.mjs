import assert from 'node:assert/strict';

import { refused } from '../browser.mjs';
import { everywhere } from '../states.mjs';

/** A desk that asks for tokens: who may not come in is told what is lacking. */
export default function tokens(t) {
  t.check('tokens: a stranger is asked for one, a wrong one is refused, a right one lets in', async (x) => {
    const d = await t.desks.locked();
    const { page } = await x.visit(d.url + '/', { allow: [refused] });
    const field = page.getByLabel('Token');
    await field.waitFor();
    await everywhere(x, page, 'tokens-sign-in');
    await field.focus();
    await page.keyboard.type('nst_wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').first().waitFor();
    await field.fill(d.tokens.admin);
    await field.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Wire' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Wire' }).waitFor();
    assert.equal(await page.evaluate(() => JSON.stringify(localStorage).includes('nst_')), false, 'the token outlives the tab');
    await page.getByRole('button', { name: 'Sign out' }).press('Enter');
    await field.waitFor();
  });

  t.check('tokens: with read alone, the pages say which scope is lacking', async (x) => {
    const d = await t.desks.locked();
    for (const [path, scope] of [['/', /scope submit/], ['/watch/tokens', /scope\s+admin/], ['/watch/channels', /scope\s+admin/]]) {
      const { page, close } = await x.visit(d.url + path, { token: d.tokens.read });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForFunction((s) => new RegExp(s).test(document.querySelector('main').innerText.replaceAll('\n', ' ')), scope.source);
      await everywhere(x, page, `tokens-read${path.replaceAll('/', '-')}`, { only: ['narrow'] });
      await close();
    }
  });

  t.check('tokens: with submit alone nothing is shown', async (x) => {
    const d = await t.desks.locked();
    const { page } = await x.visit(d.url + '/', { token: d.tokens.submit, allow: [refused] });
    await page.getByText(/scope|token/i).first().waitFor();
    assert.equal(await page.getByRole('feed').count(), 0);
  });
}
