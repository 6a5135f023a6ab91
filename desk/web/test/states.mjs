// The states of a page, each at every width and in both schemes: full, empty,
// loading, refused by the desk, and with no desk that answers.
import assert from 'node:assert/strict';

import { refused, schemes, sizes } from './browser.mjs';

/**
 * states names the checks of a view:
 *
 *   name    what it is called
 *   desk    () => a desk
 *   path    its address, or (desk) => address
 *   reads   RegExp of the requests that it lives from
 *   ready   (page) => waits until it is there in full
 *   waiting RegExp of what it says while it waits
 *   empty   { desk, path, ready } of the same view with nothing to show
 *   skip    states that it has not
 *   only    sizes for its lesser states
 */
export function states(t, view) {
  const { name, reads, ready, waiting, empty, skip = [], only } = view;
  const at = async (v = view) => {
    const d = await (v.desk ?? view.desk)();
    const path = v.path ?? view.path;
    return d.url + (typeof path === 'function' ? path(d) : path);
  };
  const answer = (status, code, detail) => (r) =>
    r.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: code, status, code, detail, try: 'what the test says', request_id: 'r-17' }) });

  t.check(`${name}, full`, async (x) => {
    const { page } = await x.visit(await at());
    await ready(page);
    await everywhere(x, page, `${name}-full`, { whole: true });
  });
  if (empty)
    t.check(`${name}, empty`, async (x) => {
      const { page } = await x.visit(await at(empty), { allow: empty.allow });
      await empty.ready(page);
      await everywhere(x, page, `${name}-empty`, { only });
    });
  t.check(`${name}, loading`, async (x) => {
    const { page } = await x.visit(await at(), { before: (p) => p.route(reads, () => undefined) });
    await page.getByRole('status').filter({ hasText: waiting ?? /Reading/ }).first().waitFor();
    await everywhere(x, page, `${name}-loading`, { only });
  });
  const troubles = [
    ['error', answer(500, 'internal', 'the store is full of test words'), /the store is full of test words/],
    ['forbidden', answer(403, 'forbidden', 'the token may not do this: it lacks the scope test'), /scope test/],
    ['missing', answer(404, 'not_found', 'nothing of the kind is here'), /nothing of the kind is here/],
    ['offline', (r) => r.abort('connectionrefused'), /does not answer/],
  ];
  for (const [state, how, words] of troubles.filter(([state]) => !skip.includes(state)))
    t.check(`${name}, ${state}`, async (x) => {
      const { page } = await x.visit(await at(), { allow: [refused], before: (p) => p.route(reads, how) });
        await page.getByRole('alert').filter({ hasText: words }).first().waitFor();
      await everywhere(x, page, `${name}-${state}`, { only: state === 'forbidden' || state === 'missing' ? ['narrow'] : only });
    });
}

/** everywhere looks at a page in every width and scheme: faults fail, pictures are kept. */
export async function everywhere(x, page, name, { whole = false, only } = {}) {
  const wrong = new Map(); // a fault and where it is seen
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const [size, viewport] of Object.entries(sizes)) {
      if (only && !only.includes(size)) continue;
      await page.setViewportSize(viewport);
      // What stands half under the masthead is no fault of the page.
      await page.evaluate(() => scrollTo(0, 0));
      // Charts draw themselves anew after a change of size or scheme.
      await page.evaluate(() => new Promise((ok) => requestAnimationFrame(() => requestAnimationFrame(ok))));
      for (const f of await x.faults(page)) wrong.set(f, [...(wrong.get(f) ?? []), `${viewport.width} ${scheme}`]);
      await x.shot(page, `${name}-${viewport.width}-${scheme}`, whole);
    }
  }
  assert.ok(wrong.size === 0, [...wrong].map(([f, where]) => `${name} at ${where.join(', ')}: ${f}`).join('\n'));
}
