import assert from 'node:assert/strict';

import { refused } from '../browser.mjs';
import { examples } from '../desk.mjs';
import { everywhere } from '../states.mjs';

const rows = (page) => page.getByRole('feed', { name: 'Stories' }).getByRole('article');
const ready = (page) => rows(page).first().waitFor();
const current = (page) => page.locator('article[aria-current=true] h2').textContent().then((s) => s.replace('unread:', '').trim());

/** The wire: clusters as they come, by keyboard. */
export default function wire(t) {
  t.states({
    name: 'wire',
    desk: () => t.desks.full(),
    path: '/',
    reads: /\/v1\/wire/,
    ready,
    empty: { path: '/?q=zzzqqqnothing', ready: (page) => page.getByText('Nothing answers this query.').waitFor() },
  });

  t.check('wire: j, k, Enter and back, without a mouse', async (x) => {
    const { page } = await x.visit((await t.desks.full()).url + '/');
    await ready(page);
    await page.keyboard.press('j');
    const first = await current(page);
    await page.keyboard.press('j');
    const second = await current(page);
    assert.notEqual(first, second);
    await page.keyboard.press('k');
    assert.equal(await current(page), first);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/stories\//);
    await page.getByRole('heading', { name: 'The brief' }).waitFor();
    await page.keyboard.press('b');
    await page.waitForURL((u) => u.pathname === '/');
    await ready(page);
    assert.equal(await current(page), first, 'the wire comes back where it was left');
  });

  t.check('wire: / asks, the address says what, a wrong query is shown where', async (x) => {
    const d = await t.desks.full();
    const { page } = await x.visit(d.url + '/', { allow: [refused] });
    await ready(page);
    const all = await rows(page).count();
    await page.keyboard.press('/');
    await page.keyboard.type('tt:baba');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=tt%3Ababa/);
    await page.waitForFunction((n) => document.querySelectorAll('[role=feed] article').length < n, all);
    await page.keyboard.press('/');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('(or tt:baba');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'cannot be read' }).waitFor();
    await everywhere(x, page, 'wire-wrong-query', { only: ['narrow'] });
  });

  t.check('wire: completion offers keys and values, chosen with the arrows', async (x) => {
    const { page } = await x.visit((await t.desks.full()).url + '/');
    await ready(page);
    await page.keyboard.press('/');
    await page.keyboard.type('verd');
    await page.getByRole('option').first().waitFor();
    await everywhere(x, page, 'wire-completion', { only: ['narrow', 'wide'] });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const box = page.getByRole('combobox', { name: 'Search the wire' });
    await page.waitForFunction((b) => b.value.startsWith('verdict:'), await box.elementHandle());
  });

  t.check('wire: pinned, muted and unread are kept by the browser', async (x) => {
    const { page } = await x.visit((await t.desks.full()).url + '/');
    await ready(page);
    await page.keyboard.press('j');
    const pinned = await current(page);
    await page.keyboard.press('p');
    await page.getByRole('feed', { name: 'Pinned stories' }).waitFor();
    await page.reload();
    const pins = page.getByRole('feed', { name: 'Pinned stories' }).getByRole('article');
    await pins.first().waitFor();
    assert.ok((await pins.first().textContent()).includes(pinned));
    await ready(page);
    const before = await rows(page).count();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('m');
    await page.getByRole('button', { name: /1 muted/ }).waitFor();
    assert.equal(await rows(page).count(), before - 1);
    await page.keyboard.press('u');
    await everywhere(x, page, 'wire-pinned', { only: ['narrow', 'wide'] });
  });

  t.check('wire: a story that comes waits until it is asked for', async (x) => {
    const d = await t.desks.fresh();
    await d.submit(examples[0].body, { published: examples[0].published });
    const { page } = await x.visit(d.url + '/');
    await ready(page);
    await page.getByText('Live', { exact: true }).waitFor();
    await d.submit(examples[3].body, { published: examples[3].published });
    await page.getByRole('button', { name: /1 new/ }).waitFor();
    assert.equal(await rows(page).count(), 1);
    await page.keyboard.press('.');
    await rows(page).nth(1).waitFor();
  });

  t.check('wire: the desk stops; what was read stays, and is followed again', async (x) => {
    const d = await t.desks.fresh();
    await d.submit(examples[0].body, { published: examples[0].published });
    const { page } = await x.visit(d.url + '/', { allow: [refused] });
    await ready(page);
    await page.getByText('Live', { exact: true }).waitFor();
    await d.stop();
    await page.getByText(/Not live/).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('memo');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'does not answer' }).waitFor();
    await everywhere(x, page, 'wire-stopped', { only: ['narrow', 'wide'] });
  });

  t.check('wire: a query is saved, followed and deleted by keyboard', async (x) => {
    const d = await t.desks.fresh();
    await d.submit(examples[0].body, { published: examples[0].published });
    const { page } = await x.visit(d.url + '/?q=tt%3Ababa');
    await ready(page);
    await page.getByRole('button', { name: 'Saved searches' }).focus();
    await page.keyboard.press('Enter');
    const box = page.getByRole('dialog', { name: 'Saved searches' });
    await box.getByLabel('Name').focus();
    await page.keyboard.type('Alibaba “& <b>co</b>');
    await page.keyboard.press('Enter');
    const link = box.getByRole('link', { name: 'Alibaba “& <b>co</b>', exact: true });
    await link.waitFor();
    await everywhere(x, page, 'wire-saved');
    const feed = await box.getByRole('link', { name: /Atom/ }).getAttribute('href');
    assert.equal((await fetch(d.url + feed)).status, 200);
    await box.getByRole('button', { name: /Delete/ }).focus();
    await page.keyboard.press('Enter');
    await box.getByText(/None yet/).waitFor();
  });
}
