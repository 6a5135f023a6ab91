// The query in the search box as text: its outermost terms, which the quick
// filters put in and take out, and the word that is being typed. What a query
// means is the desk's to say (docs/queries.md).

export interface Key {
  name: string;
  kind: 'attribute' | 'number';
  help: string;
  values?: string[];
}

/** terms splits a query at its outermost spaces; (and a b) as a whole is a and b. */
export function terms(query: string): string[] {
  const out = split(query);
  const only = out.length === 1 ? /^\(\s*and\s([^]*)\)$/i.exec(out[0]!) : null;
  return only ? split(only[1]!) : out;
}

function split(text: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let quoted = false;
  let term = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted && c === '\\') {
      term += c + (text[++i] ?? '');
      continue;
    }
    if (c === '"') quoted = !quoted;
    else if (!quoted && c === '(') depth++;
    else if (!quoted && c === ')') depth--;
    if (!quoted && depth <= 0 && /\s/.test(c)) {
      if (term) out.push(term);
      term = '';
    } else term += c;
  }
  if (term) out.push(term);
  return out;
}

const same = (a: string, b: string) => a.toLowerCase().replace(/\s+/g, ' ') === b.toLowerCase().replace(/\s+/g, ' ');

export const hasTerm = (query: string, term: string): boolean => terms(query).some((t) => same(t, term));

/** toggled puts a term at the end of a query, or takes it out. */
export function toggled(query: string, term: string): string {
  const all = terms(query);
  const rest = all.filter((t) => !same(t, term));
  return (rest.length < all.length ? rest : [...all, term]).join(' ');
}

/** both asks for a query and a term at once. */
export const both = (query: string, term: string): string => (query.trim() ? `${query.trim()} ${term}` : term);

const two = (n: number) => String(n).padStart(2, '0');

/** Lists that the desk's own tables hold, as stories are known by them. */
export const lists = ['1260h', 'entitylist', 'ns-cmic', 'fcc'];

/** The quick filters. A day is the reader's own: stories say their own day. */
export function quick(now = new Date()): { name: string; term: string; means: string }[] {
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return [
    { name: 'Fails', term: 'verdict:fails', means: 'a figure that the tape contradicts' },
    { name: 'Intraday only', term: 'verdict:holds_intraday', means: 'a figure that only a moment of the session shows' },
    { name: 'Accusations', term: 'T:accuse', means: 'somebody accuses somebody' },
    { name: 'On a list', term: `(or ${lists.map((l) => 'list:' + l).join(' ')})`, means: 'a named party stood on a restriction list that day' },
    { name: 'Held', term: 'held:yes', means: 'names a holding' },
    { name: 'Disputed', term: 'claim:disputed', means: 'a claim that another party denies' },
    { name: 'Today', term: `day>=${today}`, means: 'published today' },
  ];
}

/** The word under the caret, from the last space, bracket or quote before it. */
export interface Typing {
  start: number;
  end: number;
  word: string;
}

export function typing(text: string, caret: number): Typing {
  let start = caret;
  while (start > 0 && !/[\s()"]/.test(text[start - 1]!)) start--;
  let end = caret;
  while (end < text.length && !/[\s()"]/.test(text[end]!)) end++;
  return { start, end, word: text.slice(start, caret) };
}

export interface Offer {
  /** what stands in place of the word */
  text: string;
  help: string;
  /** a key alone is not yet a term: its value comes next */
  open: boolean;
}

const most = 12;

/** offers completes a word: keys first, then the values of its key. */
export function offers(word: string, keys: Key[], seen: (key: string) => string[]): Offer[] {
  const colon = word.indexOf(':');
  if (colon < 0) {
    if (/[<>=]/.test(word)) return [];
    const begins = word.toLowerCase();
    return keys
      .filter((k) => k.name.toLowerCase().startsWith(begins))
      .slice(0, begins ? most : undefined)
      .map((k) => ({ text: k.kind === 'attribute' ? `${k.name}:` : `${k.name}>=`, help: k.help, open: true }));
  }
  const name = word.slice(0, colon);
  const key = keys.find((k) => k.kind === 'attribute' && k.name === name) ?? keys.find((k) => k.kind === 'attribute' && k.name === name.toLowerCase());
  if (!key) return [];
  const part = word.slice(colon + 1).toLowerCase();
  const all = key.values ?? seen(key.name);
  return all
    .filter((v) => v.toLowerCase().startsWith(part))
    .slice(0, most)
    .map((v) => ({ text: `${key.name}:${/[\s()]/.test(v) ? `"${v.replace(/["\\]/g, '\\$&')}"` : v}`, help: key.values ? '' : 'on this wire', open: false }));
}

/** placed puts an offer in place of the word and says where the caret goes. */
export function placed(text: string, at: Typing, offer: Offer): { text: string; caret: number } {
  const after = text.slice(at.end);
  const put = offer.text + (offer.open || /^\s/.test(after) ? '' : ' ');
  return { text: text.slice(0, at.start) + put + after, caret: at.start + put.length };
}

/** place is where in a query the desk found a fault, as it words it: "at byte 12". */
export function place(query: string, words: string): { before: string; at: string } | undefined {
  const m = /at byte (\d+)/.exec(words);
  if (!m) return undefined;
  const bytes = new TextEncoder().encode(query);
  const n = Number(m[1]);
  if (n > bytes.length) return undefined;
  const read = new TextDecoder();
  return { before: read.decode(bytes.slice(0, n)), at: read.decode(bytes.slice(n)) };
}
