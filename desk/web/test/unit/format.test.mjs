import assert from 'node:assert/strict';
import test from 'node:test';

import { compiled } from './compiled.mjs';

const f = await compiled('lib/format.ts');
const { webAddress } = await compiled('lib/address.ts');
const words = await compiled('lib/words.ts');
const plain = (s) => s.replaceAll(/[\u00a0\u202f]/g, ' ');

test('changes have a sign, and what rounds to nothing has none', () => {
  assert.equal(plain(f.pct(-3.7788)), '\u22123.78 %');
  assert.equal(plain(f.pct(1.739)), '+1.74 %');
  assert.equal(plain(f.pct(-0.001)), '0.00 %');
  assert.equal(plain(f.pvalue(0.00004)), '< 0.001');
  assert.equal(f.pvalue(0.1737), '0.174');
});

test('what is not there is a dash, never a zero', () => {
  for (const x of [undefined, null, NaN, Infinity]) {
    for (const say of [f.num, f.pct, f.share, f.ratio, f.whole, f.price, f.pvalue, f.short]) assert.equal(say(x), f.absent);
  }
  assert.equal(f.moment(undefined), f.absent);
  assert.equal(f.day('no day'), f.absent);
});

test('a moment names its zone, and a day is the same day everywhere', () => {
  assert.match(f.moment('2025-11-14T18:00:00Z', 'America/New_York'), /13:00.*(EST|GMT-5|UTC-5)/);
  assert.match(f.day('2025-11-14'), /14/);
});

test('tickers keep their market where a number alone says nothing', () => {
  assert.equal(f.ticker('XNYS:BABA'), 'BABA');
  assert.equal(f.ticker('XHKG:9988'), '9988.HK');
});

test('a link leads to http or https alone', () => {
  assert.equal(webAddress('https://example.org/a'), 'https://example.org/a');
  for (const bad of ['javascript:alert(1)', ' https://x', 'data:text/html,x', '//example.org', '', undefined]) assert.equal(webAddress(bad), undefined);
});

test('a word that nobody knows is shown, and none is taken from the language', () => {
  assert.equal(words.verdict('holds').word, 'holds');
  for (const key of ['constructor', '__proto__', 'brand_new']) assert.equal(words.verdict(key).word, key.replaceAll('_', ' '));
});
