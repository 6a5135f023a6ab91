import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { everywhere } from '../states.mjs';

/** What the desk watches and whom it tells. */
export default function watch(t) {
  const parts = [
    ['feeds', /\/v1\/feeds/, /Example feed/, /follows no feed yet/],
    ['rules', /\/v1\/(rules|alerts)/, /Accused holdings/, /no rule yet/],
    ['channels', /\/v1\/channels/, /Desk hook/, /no channel yet/],
    ['deliveries', /\/v1\/(deliveries|alerts)/, /What the receiver said/i, /No (alert|deliver)|[Nn]othing|no deliver/],
    ['portfolios', /\/v1\/holdings/, /BABA/, /Nothing is held/],
    ['tokens', /\/v1\/tokens/, /reader of the test/, /no token/],
    ['desk', /\/v1\/(stats|audit|lists|dead)|readyz/, /market statements/, /market statements/],
  ];
  for (const [part, reads, full, none] of parts)
    t.states({
      name: `watch-${part}`,
      desk: () => t.desks.full(),
      path: `/watch/${part}`,
      reads,
      ready: (page) => page.getByText(full).first().waitFor(),
      empty: { desk: () => t.desks.empty(), ready: (page) => page.getByText(none).first().waitFor() },
      only: part === 'feeds' ? undefined : ['narrow', 'wide'],
    });

  const start = async (x, part) => {
    const d = await t.desks.fresh();
    const { page } = await x.visit(`${d.url}/watch/${part}`, { allow: [/422/] });
    await page.getByRole('heading', { level: 1, name: 'Watch' }).waitFor();
    return { d, page };
  };
  const create = async (page) => {
    await page.locator('[data-new]').waitFor();
    await page.keyboard.press('n');
  };

  t.check('watch: a feed is added, paused, changed and deleted by keyboard', async (x) => {
    const { d, page } = await start(x, 'feeds');
    await create(page);
    const form = page.getByRole('form', { name: 'Add a feed' });
    await form.getByLabel('Address').waitFor();
    await everywhere(x, page, 'watch-feed-form', { only: ['narrow', 'wide'] });
    await form.getByLabel('Address').fill('http://127.0.0.1:9/feed.xml');
    await form.getByLabel('Title').fill('Feed & <b>title</b>');
    await form.getByLabel('Title').press('Enter');
    await page.getByRole('table').getByText('Feed & <b>title</b>').first().waitFor();
    await page.getByRole('button', { name: /^Pause / }).press('Enter');
    await page.getByRole('table').getByText(/paused/).first().waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export OPML' }).press('Enter')]);
    assert.match(readFileSync(await file.path(), 'utf8'), /<opml/);
    await page.getByRole('button', { name: /^Delete / }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the feed' }).press('Enter');
    await page.getByText(/follows no feed yet/).waitFor();
    assert.equal((await d.ask('/v1/feeds')).items.length, 0);
  });

  t.check('watch: a rule is tried on stored stories, kept and deleted', async (x) => {
    const { d, page } = await start(x, 'rules');
    await create(page);
    const form = page.getByRole('form', { name: 'New rule' });
    await form.getByLabel('Name').fill('Fails “& more”');
    await form.getByLabel('Query').fill('(and kind:story');
    await form.getByRole('button', { name: /Test on the newest/ }).press('Enter');
    await form.getByText(/at byte|bracket|closed/).first().waitFor();
    await form.getByLabel('Query').fill('verdict:fails');
    await form.getByRole('button', { name: /Test on the newest/ }).press('Enter');
    await form.getByText(/No alert/).waitFor();
    await everywhere(x, page, 'watch-rule-form', { only: ['narrow', 'wide'] });
    await form.getByRole('button', { name: 'Keep the rule' }).press('Enter');
    await page.getByRole('table').getByText('Fails “& more”').first().waitFor();
    assert.equal((await d.ask('/v1/rules')).items[0].query, 'verdict:fails');
  });

  t.check('watch: a channel keeps its secret, a token shows it once', async (x) => {
    const { page } = await start(x, 'channels');
    await create(page);
    const form = page.getByRole('form', { name: 'Add a channel' });
    await form.getByLabel('Name').fill('Hook <i>of</i> the desk');
    await form.getByLabel('Kind').selectOption('webhook');
    await form.getByLabel(/^url/).fill('https://127.0.0.1:9/hook');
    const secret = form.locator('input[type=password]');
    for (const s of await secret.all()) await s.fill('a secret of thirty-two characters!');
    await everywhere(x, page, 'watch-channel-form', { only: ['narrow', 'wide'] });
    await form.getByRole('button', { name: 'Add it' }).press('Enter');
    await page.getByRole('table').getByText('Hook <i>of</i> the desk').first().waitFor();
    assert.ok(!(await page.content()).includes('a secret of thirty-two'));

    await page.keyboard.press('6');
    await page.waitForURL(/\/watch\/tokens/);
    await create(page);
    const make = page.getByRole('form', { name: 'Make a token' });
    await make.getByLabel('Name').fill('feeder');
    await make.getByRole('button', { name: 'Make it' }).press('Enter');
    const shown = make.locator('input[readonly]');
    await shown.waitFor();
    const value = await shown.inputValue();
    assert.match(value, /^nst_/);
    await everywhere(x, page, 'watch-token', { only: ['narrow', 'wide'] });
    await make.getByRole('button', { name: 'I have it' }).press('Enter');
    await page.getByRole('table').getByText('feeder').first().waitFor();
    assert.ok(!(await page.content()).includes(value), 'the token is not shown twice');
  });

  t.check('watch: holdings are added, uploaded and taken along', async (x) => {
    const { d, page } = await start(x, 'portfolios');
    await create(page);
    const form = page.getByRole('form', { name: 'Add a holding' });
    await form.getByLabel('Symbol').fill('BABA');
    await form.getByLabel('Quantity').fill('-120.5');
    await form.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByRole('table').getByText('BABA').first().waitFor();
    await page.getByText(/−120[.,]5/).first().waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download CSV' }).press('Enter')]);
    assert.match(readFileSync(await file.path(), 'utf8'), /BABA/);
    await page.getByRole('link', { name: 'Upload CSV' }).press('Enter');
    const up = page.getByRole('form', { name: 'Upload holdings' });
    await up.getByLabel('Or paste').fill('symbol,quantity,portfolio\nJD,10,Asia\nPDD,20,Asia\n');
    await everywhere(x, page, 'watch-upload', { only: ['narrow', 'wide'] });
    await up.getByRole('button', { name: /Replace all holdings/ }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: /Replace all/ }).press('Enter');
    await page.getByRole('table').getByText('PDD').first().waitFor();
    assert.deepEqual((await d.ask('/v1/holdings')).items.map((h) => h.symbol), ['JD', 'PDD']);
  });
}
