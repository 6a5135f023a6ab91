import { refused } from '../browser.mjs';
import { everywhere } from '../states.mjs';

/** The first run: an empty desk has something to show in one click. */
export default function first(t) {
  const offer = (page) => page.getByRole('button', { name: 'Read the sample story' });

  t.check('first run, full', async (x) => {
    const { page } = await x.visit((await t.desks.empty()).url + '/');
    await offer(page).waitFor();
    await page.getByText(/sample tape/).first().waitFor();
    await page.getByRole('region', { name: /Prices that the desk has/ }).waitFor();
    await everywhere(x, page, 'first-full', { whole: true });
  });

  t.check('first run: one key leads from an empty desk to the sample’s full dossier', async (x) => {
    const d = await t.desks.fresh();
    const { page } = await x.visit(d.url + '/');
    await offer(page).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/stories\//);
    await page.getByRole('heading', { name: 'The brief' }).waitFor();
    await page.getByRole('slider').first().waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('w');
    await page.getByRole('feed', { name: 'Stories' }).getByRole('article').first().waitFor();
  });

  t.check('first run: a story of one’s own is pasted and read', async (x) => {
    const d = await t.desks.fresh();
    const { page } = await x.visit(d.url + '/');
    await page.getByLabel(/Text of the story/).focus();
    await page.keyboard.insertText('Alibaba shares fell 3.8% on Friday, November 14, 2025\n\nAlibaba shares fell 3.8% on Friday after a report. The company denied it.\n');
    await page.getByLabel(/Published/).focus();
    await page.keyboard.type('2025-11-15 04:58 ET');
    await page.getByRole('button', { name: 'Read this story' }).press('Enter');
    await page.waitForURL(/\/stories\//);
    await page.getByRole('heading', { name: 'The brief' }).waitFor();
  });

  t.check('first run: a feed is added, and a wrong one is refused in the desk’s words', async (x) => {
    const d = await t.desks.fresh();
    const { page } = await x.visit(d.url + '/', { allow: [refused] });
    await page.getByLabel(/Address of the feed/).focus();
    await page.keyboard.type('http://127.0.0.1:9/feed.xml');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/watch\/feeds/);
    await page.getByText('127.0.0.1:9').first().waitFor();
    await everywhere(x, page, 'first-feed', { only: ['narrow', 'wide'] });
  });
}
