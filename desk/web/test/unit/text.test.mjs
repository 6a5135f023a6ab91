import assert from 'node:assert/strict';
import test from 'node:test';

import { compiled } from './compiled.mjs';

const { cut, units, within } = await compiled('lib/text.ts');
const bytes = (s) => Buffer.byteLength(s);

test('byte offsets become string offsets, whatever the characters', () => {
  const text = 'a é 中 😀 z';
  const unit = units(text);
  for (let i = 0; i <= text.length; i++) {
    if (i > 0 && text.codePointAt(i - 1) > 0xffff) continue; // the middle of a pair
    assert.equal(unit(bytes(text.slice(0, i))), i, `at ${i}`);
  }
  assert.equal(unit(-5), 0);
  assert.equal(unit(10_000), text.length);
  // An offset inside a character is the character's start.
  assert.equal(unit(bytes('a é ') + 1), text.indexOf('中'));
});

test('pieces say the text again, and each mark its own words', () => {
  const text = 'Alibaba “fell” nearly 4.7% on Friday 😀, it said.';
  const at = (words) => {
    const i = text.indexOf(words);
    return { start: bytes(text.slice(0, i)), end: bytes(text.slice(0, i + words.length)) };
  };
  const words = ['Alibaba', '“fell” nearly 4.7%', 'nearly 4.7% on Friday', '4.7%', '😀'];
  const pieces = cut(text, words.map((mark) => ({ place: at(mark), mark })));
  assert.equal(pieces.map((p) => p.text).join(''), text);
  for (const w of words) {
    assert.equal(pieces.filter((p) => p.marks.includes(w)).map((p) => p.text).join(''), w);
    assert.equal(pieces.filter((p) => p.begins.includes(w)).length, 1, `${w} begins once`);
  }
});

test('random marks over random text', () => {
  let seed = 1;
  const next = (n) => (seed = (seed * 48271) % 2147483647) % n;
  for (let round = 0; round < 300; round++) {
    const letters = [...'ab é中😀\u202e'];
    const text = Array.from({ length: 1 + next(40) }, () => letters[next(letters.length)]).join('');
    const all = bytes(text);
    const marks = Array.from({ length: next(8) }, (_, mark) => {
      const start = next(all + 3) - 1;
      return { mark, place: { start, end: start + next(12) - 2 } };
    });
    const pieces = cut(text, marks);
    assert.equal(pieces.map((p) => p.text).join(''), text);
    assert.ok(pieces.every((p) => p.text !== ''));
  }
});

test('marks of a part count from its start', () => {
  const marks = [{ mark: 'x', place: { start: 5, end: 12 } }, { mark: 'y', place: { start: 20, end: 22 } }];
  assert.deepEqual(within({ start: 10, end: 20 }, marks), [{ mark: 'x', place: { start: 0, end: 2 } }]);
});
