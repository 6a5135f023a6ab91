import assert from 'node:assert/strict';

import { refused } from '../browser.mjs';
import { breaks } from '../hostile.mjs';
import { everywhere } from '../states.mjs';

const clean = async (page) => assert.equal(await page.evaluate(() => globalThis.__hit), undefined, 'a story ran as a program');

// The desk answers no address with an encoded slash, whatever stands behind it.
const inPath = (id) => encodeURIComponent(id.replaceAll('/', ''));

/** What others wrote is shown as words, whatever it says. */
export default function hostile(t) {
  t.check('hostile: titles on the wire are words', async (x) => {
    const d = await t.desks.hostile();
    const { page } = await x.visit(d.url + '/');
    await page.getByRole('feed', { name: 'Stories' }).getByRole('article').first().waitFor();
    await page.getByText('<script>window.__hit=1</script>').first().waitFor();
    await clean(page);
    await everywhere(x, page, 'hostile-wire');
    await clean(page);
  });

  t.check('hostile: stories are words, and every mark of theirs opens', async (x) => {
    const d = await t.desks.hostile();
    for (const [i, s] of d.stories.entries()) {
      const { page, close } = await x.visit(`${d.url}/stories/${s.id}`, { size: 'narrow' });
      await page.getByRole('heading', { name: 'The brief' }).waitFor();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(over, 0, `story ${i} scrolls sideways by ${over}`);
      await page.keyboard.press('n');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await clean(page);
      // The box of a name covers what is beneath for as long as the name has the focus.
      await page.locator('main').focus();
      await page.getByRole('note', { name: 'About this name' }).waitFor({ state: 'detached' });
      if (i % 4 === 1) await everywhere(x, page, `hostile-story-${i}`, { only: ['narrow', 'wide'] });
      await close();
    }
  });

  t.check('hostile: what is searched, screened, studied and saved is words', async (x) => {
    const d = await t.desks.fresh();
    for (const [i, b] of breaks.entries()) {
      const name = b.replaceAll(/[\p{C}]/gu, '').trim().slice(0, 60);
      await d.ask(`/v1/searches/s${i}`, { method: 'PUT', json: { name, query: 'tt:baba' } });
      await d.ask('/v1/feeds', { json: { url: `http://127.0.0.1:9/${i}`, title: name, outlet: name, folder: name } });
      await d.ask(`/v1/channels/c${i}`, { method: 'PUT', json: { name, kind: 'webhook', settings: { url: 'https://127.0.0.1:9/' }, secrets: { secret: 'words of a test that are long enough' } } });
    }
    for (const path of ['/watch/feeds', '/watch/channels', '/?q=' + encodeURIComponent(breaks[1]), '/companies/' + inPath(breaks[0]), '/screen?q=' + encodeURIComponent(breaks[1]), '/study?q=' + encodeURIComponent(breaks[1]), '/study/' + inPath(breaks[0])]) {
      const { page, close } = await x.visit(d.url + path, { allow: [refused] });
      await page.getByRole('heading', { level: 1 }).waitFor();
      if (path.startsWith('/watch')) await page.getByText('<script>window.__hit=1</script>').first().waitFor();
      await clean(page);
      await everywhere(x, page, `hostile-${path.split(/[/?]/).slice(1, 3).join('-').slice(0, 20)}`, { only: ['narrow'] });
      await close();
    }
    const { page } = await x.visit(d.url + '/?q=x', { allow: [refused] });
    await page.getByRole('button', { name: 'Saved searches' }).press('Enter');
    await page.getByRole('dialog').getByText(breaks[0]).first().waitFor();
    await clean(page);
  });
}
