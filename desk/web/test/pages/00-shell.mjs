import assert from 'node:assert/strict';

/** The shell: masthead, keys, addresses. */
export default async function shell(t) {
  const desk = await t.desk('shell');
  await t.check('shell: keys lead to every page, and ? lists them', async () => {
    const v = await t.browser.visit(desk.url + '/');
    await v.page.getByRole('heading', { level: 1 }).waitFor();
    for (const [key, path] of [['c', '/companies'], ['s', '/study'], ['l', '/screen'], ['a', '/watch'], ['w', '/']]) {
      await v.page.keyboard.press('g');
      await v.page.keyboard.press(key);
      await v.page.waitForURL((u) => u.pathname.startsWith(path));
      await v.page.getByRole('heading', { level: 1 }).waitFor();
    }
    await v.page.keyboard.press('?');
    await v.page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await v.page.keyboard.press('Escape');
    await v.page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.deepEqual(v.wrong, []);
    await v.close();
  });
}
