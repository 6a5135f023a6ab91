// The tables beneath the story: what each column shows and which receipt it opens.

import type { Party, Standing, Statement } from '../../lib/dossier';
import { absent, day, num, pct, price, whole } from '../../lib/format';
import { to } from '../../lib/router.svelte';
import { measure, reason, stance, standing, status, verdict } from '../../lib/words';
import type { Cell, Column } from '../../ui/table';
import { grouped, type Turn } from './ledger';
import { listings, type Reading } from './reading.svelte';
import { relation, type Summary, type Thread } from './summary';

const plain = (words: string) => words.replaceAll('_', ' ');
const quote = (text: string): Cell => ({ text: `“${text}”`, as: 'serif' });

/** a button that opens the receipt of a key */
const receipt = (r: Reading, key: string, text: string, of: string): Cell => ({ text, act: () => r.open(key), label: `receipt of: ${of}` });

/** a link to where a mark stands in the text */
const inText = (key: string, of: string): Cell => ({ text: 'in the text', href: `#${key}`, label: `${of} in the text`, as: 'no-print nowrap' });

export const figures = (r: Reading): Column<Statement>[] => [
  { head: 'no.', cell: (s) => receipt(r, `statement-${s.id}`, s.id, `statement ${s.id}`) },
  { head: 'words', words: true, cell: (s) => [quote(s.span.text), ...(s.headline ? [{ text: 'headline', as: 'dim' }] : []), inText(`statement-${s.id}`, `statement ${s.id}`)] },
  { head: 'listing', cell: (s) => ({ text: s.listing ?? absent, as: 'nowrap' }) },
  { head: 'measure', cell: (s) => measure(s.measure) },
  { head: 'sessions', cell: (s) => [s.window?.from, s.window?.to].flatMap((x) => (x ? [day(x)] : [])).join(' – ') || absent },
  { head: 'stated', n: true, cell: stated },
  { head: 'tape', n: true, cell: truth },
  { head: 'verdict', cell: (s) => ({ badge: verdict(s.verdict) }) },
  { head: 'why', words: true, cell: (s) => ({ text: [s.why || (s.unavailable && reason(s.unavailable)), ...(s.flags ?? []).map(plain)].filter(Boolean).join('; '), as: 'dim' }) },
];

function stated(s: Statement): string {
  if (s.value === undefined || s.value === null) return s.direction ?? absent;
  const sign = s.unit === 'pct' && s.direction === 'down' ? -1 : 1;
  const places = Math.min(4, Math.max(1, String(s.value).split('.')[1]?.length ?? 0));
  const one = (x: number) => (s.unit === 'pct' ? pct(sign * x, places) : s.unit === 'price' ? price(x) : measured(x, s.unit));
  const q = s.qualifier && s.qualifier !== 'exact' ? `${plain(s.qualifier)} ` : '';
  return q + one(s.value) + (s.up_to ? ` to ${one(s.up_to)}` : '');
}

/** a figure with its unit in words: 34.00 million shares */
const measured = (x: number | undefined, unit = ''): string => num(x) + (Number.isFinite(x) ? ` ${plain(unit)}` : '');

function truth(s: Statement): string {
  return s.measure.startsWith('level') && s.unit === 'price' ? price(s.truth) : s.unit === 'pct' || s.measure.startsWith('return') ? pct(s.truth) : measured(s.truth, s.unit);
}

export const claims = (r: Reading): Column<Turn>[] => [
  { head: 'claim', cell: ({ claim: c, depth }) => [...(depth ? [{ text: '↳'.repeat(Math.min(depth, 3)), as: 'dim' }] : []), receipt(r, `claim-${c.id}`, c.id, `claim ${c.id}`)] },
  { head: 'speaker', cell: ({ claim: c }) => ({ text: c.speaker, under: c.via?.length ? `via ${c.via.join(', via ')}` : undefined }) },
  { head: 'says', cell: ({ claim: c }) => ({ badge: stance(c.stance) }) },
  { head: 'words', words: true, cell: ({ claim: c }) => [quote(c.content.text), inText(`claim-${c.id}`, `claim ${c.id}`)] },
  { head: 'status', cell: ({ claim: c }) => ({ badge: status(c.status) }) },
  { head: 'why', words: true, cell: ({ claim: c }) => ({ text: c.why, as: 'dim' }) },
  {
    head: 'answers',
    cell: ({ claim: c }) => [
      ...(c.about ? [{ text: `${c.id} →` }, { text: c.about, href: `#claim-${c.about}` }] : []),
      ...(r.answers.get(c.id) ?? []).map((a) => ({ text: a.id, href: `#claim-${a.id}`, label: `${a.id}, which ${stance(a.stance).word} it` })),
    ],
  },
];

export const names = (r: Reading): Column<Party>[] => [
  { head: 'party', cell: (p) => [{ text: p.name, href: to.company(p.id) }, { text: p.country, as: 'dim' }] },
  { head: 'kind', cell: (p) => p.kind },
  { head: 'listings', cell: (p) => listings(p) || absent },
  { head: 'role', words: true, cell: (p) => [{ text: p.role }, { text: p.role_why, as: 'dim' }] },
  { head: 'relevance, of 100', n: true, cell: (p) => whole(p.relevance) },
  { head: 'mentions', n: true, cell: (p) => receipt(r, `mention-${p.mentions?.[0] ?? -1}`, whole(p.mentions?.length ?? 0), `how ${p.name} was linked, mentions ${whole(p.mentions?.length ?? 0)}`) },
];

/** A standing with its place among all of the dossier: the key of its receipt. */
export interface Stood {
  s: Standing;
  i: number;
}

/** quiet standings have nothing to tell, then or later */
export const quiet = (s: Standing) => (s.status === 'not_listed' || s.status === 'not_known') && !s.later?.length && !s.earlier?.length;

const happenings = (all: Standing['later']): Cell[] => (all?.length ? all.map((h) => ({ text: `${day(h.date)} ${h.what}`, under: h.citation })) : [{ text: absent }]);

export const lists = (r: Reading): Column<Stood>[] => [
  { head: 'party', cell: ({ s }) => r.name(s.party) },
  { head: 'list', cell: ({ s, i }) => receipt(r, `list-${i}`, s.list, `${r.name(s.party)} on ${s.list}`) },
  { head: 'standing', cell: ({ s }) => ({ badge: standing(s.status) }) },
  { head: 'since', cell: ({ s }) => ({ text: day(s.since), as: 'nowrap' }) },
  { head: 'citation', cell: ({ s }) => s.citation ?? absent },
  { head: 'before', cell: ({ s }) => happenings(s.earlier) },
  { head: 'later (not known then)', words: true, cell: ({ s }) => happenings(s.later) },
  { head: 'known until', cell: ({ s }) => ({ text: day(s.known_until), as: 'nowrap' }) },
];

export const members = (r: Reading): Column<Summary>[] => [
  { head: 'at', cell: (m) => ({ at: m.at }) },
  { head: 'outlet', cell: (m) => m.outlet || absent },
  { head: 'title', words: true, cell: (m) => (m.id === r.id ? { text: m.title, under: 'this one' } : { text: m.title || '(without a title)', href: to.story(m.id) }) },
  { head: 'how it joined', words: true, cell: (m) => [{ text: relation(m.relation) }, { text: m.why, as: 'dim' }] },
  { head: "headline's figure", cell: (m) => (m.headline ? { badge: verdict(m.headline) } : absent) },
];

export const threads = (r: Reading, titles: Map<string, Summary>): Column<Thread>[] => [
  { head: 'words', words: true, cell: (t) => quote(t.text) },
  { head: 'first said by', words: true, cell: (t) => [{ text: t.speaker }, { at: t.since }] },
  { head: 'status', cell: (t) => ({ badge: status(t.status) }) },
  { head: 'why', words: true, cell: (t) => ({ text: t.why, as: 'dim' }) },
  { head: 'stories', n: true, cell: (t) => whole(t.detail?.stories) },
  { head: 'independent origins', n: true, cell: (t) => whole(t.detail?.independent_origins) },
  {
    head: 'where',
    words: true,
    cell: (t) =>
      [...grouped(t.detail?.members ?? [], (m) => m.story)].flatMap(([story, said]): Cell[] => [
        { text: (story === r.id ? 'here' : short(titles.get(story))) + ':' },
        ...said.flatMap((m): Cell[] => [{ text: m.claim, href: to.story(story, `claim-${m.claim}`), label: `${m.claim}, ${plain(m.side)}: ${m.how}` }, { text: plain(m.side), as: 'dim' }]),
      ]),
  },
];

function short(s: Summary | undefined): string {
  const name = s?.outlet || s?.title || 'another story';
  return name.length > 48 ? name.slice(0, 47) + '…' : name;
}
