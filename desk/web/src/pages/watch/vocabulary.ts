// The conditions of feeds, deliveries and the like as words with signs.

import type { Word } from '../../lib/words';
import type { Channel, Feed, Rule, Token } from './shapes';

export const word = (word: string, sign: string, tone: Word['tone'], means: string): Word => ({ word, sign, tone, means });

/** In the order in which somebody has to look at them. */
export const conditions: Record<string, Word> = {
  failing: word('failing', '✗', 'bad', 'An error, or no feed at this address.'),
  timeout: word('timeout', '✗', 'bad', 'No full answer within the time limit.'),
  stale: word('stale', '▲', 'part', 'No new item for eight usual intervals, and three days at least.'),
  empty: word('empty', '▲', 'part', 'It answers, and there is no item in it.'),
  undated: word('undated', '◌', 'part', 'It answers, and no item has a date: stories get the time at which they were first seen.'),
  unread: word('not read yet', '…', 'open', 'It has not been fetched yet.'),
  fresh: word('fresh', '✓', 'good', 'It answers and has news as usual.'),
  off: word('paused', '‖', 'plain', 'Switched off: it is not fetched.'),
};

export const condition = (f: Feed): string => (f.off ? 'off' : f.health.condition || 'unread');
export const health = (f: Feed): Word => conditions[condition(f)] ?? word(condition(f), '·', 'plain', '');

const states: Record<string, Word> = {
  pending: word('waits', '…', 'open', 'It will be sent when it is due.'),
  sending: word('being sent', '→', 'open', 'An attempt has begun.'),
  sent: word('sent', '✓', 'good', 'The receiver took it.'),
  dead: word('given up', '✗', 'bad', 'It is not tried again by itself.'),
  muted: word('muted', '‖', 'plain', 'Its rule was muted: kept, and not sent.'),
};
export const deliveryStates = Object.keys(states);
export const deliveryState = (s: string): Word => states[s] ?? word(s, '·', 'plain', '');

const outcomes: Record<string, Word> = {
  sent: states.sent!,
  failed: word('failed', '✗', 'bad', 'It will be tried again.'),
  dead: word('refused', '✗', 'bad', 'The receiver does not want it.'),
  unknown: word('not known', '?', 'part', 'The desk stopped before it saw how this attempt ended, and sent it again under the same key.'),
};
export const outcome = (s: string | undefined): Word => (s ? (outcomes[s] ?? word(s, '·', 'plain', '')) : word('under way', '→', 'open', ''));

const later = (at: string | undefined, now: number): boolean => at !== undefined && Date.parse(at) > now;

export function channelState(c: Channel, now = Date.now()): Word {
  if (later(c.paused_until, now)) return word('stopped', '‖', 'bad', 'It failed five times in a row and rests.');
  if (c.failures) return word('failing', '▲', 'part', 'The last attempts failed.');
  return word('ready', '✓', 'good', 'Nothing is known against it; a test message shows whether it works.');
}

export function ruleState(r: Rule, now = Date.now()): Word {
  if (r.off) return word('off', '‖', 'plain', 'It raises nothing.');
  if (later(r.muted_until, now)) return word('muted', '◌', 'part', 'Its alerts are kept and not sent.');
  return word('on', '✓', 'good', 'It raises alerts.');
}

export function tokenState(t: Token, now = Date.now()): Word {
  if (t.revoked) return word('revoked', '✗', 'bad', 'It is refused.');
  if (t.expires && !later(t.expires, now)) return word('expired', '✗', 'bad', 'It is refused.');
  if (t.expires && !later(t.expires, now + 14 * 86_400_000)) return word('ends soon', '▲', 'part', 'It ends within fourteen days.');
  return word('valid', '✓', 'good', 'It is accepted.');
}

const kinds: Record<string, string> = { story: 'story', cluster: 'event', list_change: 'list change', measurement: 'measurement' };
export const alertKind = (k: string): string => kinds[k] ?? k.replaceAll('_', ' ');
