// One story as its page reads it: the dossier, who answers whom, where each party
// stands on the lists, and the receipt of everything that can be pointed at.

import type { Claim, Dossier, Mention, Party, Refusal, Sentence, Standing, Statement } from '../../lib/dossier';
import { day, ticker } from '../../lib/format';
import { receipts, type Shown } from '../../lib/receipts.svelte';
import { to } from '../../lib/router.svelte';
import { stance, standing, status, verdict } from '../../lib/words';
import { grouped } from './ledger';

/** What stands over the text. Its key is also the fragment of its permalink. */
export type Mark =
  | { kind: 'name'; key: string; of: Mention; party?: Party; first: boolean }
  | { kind: 'refusal'; key: string; of: Refusal }
  | { kind: 'claim'; key: string; of: Claim }
  | { kind: 'statement'; key: string; of: Statement }
  | { kind: 'place'; key: string };

export type Kind = 'names' | 'claims' | 'statements';

/** One line of the brief or of the trust notes, with its number among all of them. */
export interface Line extends Sentence {
  key: string;
  number: number;
  level?: string;
}

/** whole fills in what a dossier may leave out, so that no part of the page asks. */
export function whole(d: Partial<Dossier>): Dossier {
  const names = d.names ?? { parties: [], mentions: [], refusals: [] };
  return {
    ...(d as Dossier),
    trust: d.trust ?? [],
    names: { parties: names.parties ?? [], mentions: names.mentions ?? [], refusals: names.refusals ?? [] },
    claims: d.claims ?? [],
    events: d.events ?? [],
    timing: d.timing ?? { how: '', unavailable: { reason: 'not_known' } },
    statements: d.statements ?? [],
    reactions: d.reactions ?? [],
    peers: d.peers ?? [],
    lists: d.lists ?? [],
    gaps: d.gaps ?? [],
    brief: d.brief ?? [],
  };
}

export class Reading {
  readonly parties: Map<string, Party>;
  readonly claims: Map<string, Claim>;
  /** claims by the id of the one that they answer */
  readonly answers: Map<string, Claim[]>;
  /** list standings by party */
  readonly standings: Map<string, Standing[]>;
  readonly trust: Line[];
  readonly brief: { id: string; title: string; lines: Line[] }[];

  /** which kinds of marks are shown in the text */
  marked = $state<Record<Kind, boolean>>({ names: true, claims: true, statements: true });

  constructor(
    readonly id: string,
    readonly dossier: Dossier,
  ) {
    this.parties = new Map(dossier.names.parties.map((p) => [p.id, p]));
    this.claims = new Map(dossier.claims.map((c) => [c.id, c]));
    this.answers = grouped(dossier.claims, (c) => c.about);
    this.standings = grouped(dossier.lists, (s) => s.party);
    let n = 0;
    this.trust = dossier.trust.map((t, i) => ({ text: t.text, receipt: t.receipt, level: t.level, key: `sentence-trust-${i + 1}`, number: ++n }));
    // The brief opens with the trust notes, which have a panel of their own here.
    this.brief = dossier.brief
      .filter((s) => s.id !== 'trust' && s.sentences?.length)
      .map((s) => ({ id: s.id, title: s.title, lines: s.sentences.map((x, i) => ({ ...x, key: `sentence-${s.id}-${i + 1}`, number: ++n })) }));
  }

  name(party: string | undefined): string {
    return (party && this.parties.get(party)?.name) || party || '';
  }

  /** marks over the text that are switched on, in the order of the dossier */
  marks(): { place: { start: number; end: number }; mark: Mark }[] {
    const { names, claims, statements } = this.dossier;
    const on = this.marked;
    const seen = new Set<string>();
    const out: { place: { start: number; end: number }; mark: Mark }[] = [];
    if (on.names) {
      names.mentions.forEach((m, i) => {
        const first = !seen.has(m.party);
        seen.add(m.party);
        out.push({ place: m.span, mark: { kind: 'name', key: `mention-${i}`, of: m, party: this.parties.get(m.party), first } });
      });
      names.refusals.forEach((r, i) => out.push({ place: r.span, mark: { kind: 'refusal', key: `refusal-${i}`, of: r } }));
    }
    if (on.claims) for (const c of claims) out.push({ place: c.content, mark: { kind: 'claim', key: `claim-${c.id}`, of: c } });
    if (on.statements) for (const s of statements) out.push({ place: s.span, mark: { kind: 'statement', key: `statement-${s.id}`, of: s } });
    return out;
  }

  /** open shows the receipt of a mark, a line or a row by its key. */
  open(key: string): void {
    const s = this.shown(key);
    if (s) receipts.show({ story: this.id, link: to.story(this.id, key), ...s });
  }

  private shown(key: string): Shown | undefined {
    const [kind, id] = [key.slice(0, key.indexOf('-')), key.slice(key.indexOf('-') + 1)];
    const d = this.dossier;
    switch (kind) {
      case 'claim':
        return this.claims.has(id) ? this.claim(this.claims.get(id)!) : undefined;
      case 'statement':
        return this.statement(d.statements.find((s) => s.id === id));
      case 'mention':
        return this.mention(d.names.mentions[Number(id)]);
      case 'refusal':
        return refusal(d.names.refusals[Number(id)]);
      case 'sentence':
        return sentence([...this.trust, ...this.brief.flatMap((s) => s.lines)].find((l) => l.key === key));
      case 'list':
        return this.list(d.lists[Number(id)]);
      case 'event': {
        const e = d.events[Number(id)];
        return e && { title: 'Event', line: [e.actor, e.word, e.recipient].filter(Boolean).join(' '), receipt: e.receipt, notes: [{ name: 'type', words: [e.type, e.cameo && `CAMEO ${e.cameo}`].filter(Boolean).join(', ') }], link: to.story(this.id) };
      }
    }
    return undefined;
  }

  private claim(c: Claim): Shown {
    const answered = this.answers.get(c.id) ?? [];
    return {
      title: `Claim ${c.id}`,
      // A claim is somebody's words, never the page's.
      line: `“${c.content.text}”`,
      receipt: c.receipt,
      notes: notes({
        speaker: speaker(c),
        says: `${stance(c.stance).word}: ${stance(c.stance).means}`,
        status: `${status(c.status).word}: ${c.why}`,
        answers: c.about,
        'answered by': answered.map((a) => `${a.id} (${a.speaker} ${stance(a.stance).word})`).join('; '),
      }),
    };
  }

  private statement(s: Statement | undefined): Shown | undefined {
    return (
      s && {
        title: `Statement ${s.id}`,
        line: `“${s.span.text}”`,
        receipt: s.receipt,
        notes: notes({
          verdict: `${verdict(s.verdict).word}: ${verdict(s.verdict).means}`,
          why: s.why,
          listing: s.listing,
          sessions: s.window && [s.window.from, s.window.to].filter(Boolean).join(' to '),
          read: s.window?.default,
          flags: s.flags?.map((f) => f.replaceAll('_', ' ')).join(', '),
        }),
      }
    );
  }

  private mention(m: Mention | undefined): Shown | undefined {
    const p = m && this.parties.get(m.party);
    return (
      m && {
        title: p?.name ?? m.party,
        line: m.span.text,
        receipt: m.receipt,
        link: to.story(this.id, `name-${m.party}`),
        notes: notes({
          'linked by': `${m.via.replaceAll('_', ' ')}: ${m.reason}`,
          listing: m.listing,
          role: p && `${p.role}: ${p.role_why}`,
          lists: (this.standings.get(m.party) ?? []).map((s) => `${s.list}: ${standing(s.status).word} on ${day(s.as_of)}`).join('; '),
        }),
      }
    );
  }

  private list(s: Standing | undefined): Shown | undefined {
    return (
      s && {
        title: `${this.name(s.party)} on ${s.list}`,
        line: `${standing(s.status).word} on ${day(s.as_of)}${s.since ? `, since ${day(s.since)}` : ''}`,
        receipt: s.receipt,
        link: to.story(this.id, 'lists'),
        notes: notes({ citation: s.citation, 'known until': s.known_until && day(s.known_until) }),
      }
    );
  }
}

/** speaker with the chain that it came through: "White House memo, via Financial Times" */
export const speaker = (c: Claim): string => c.speaker + (c.via?.length ? `, via ${c.via.join(', via ')}` : '');

/** party's listings for people, the line that the story means first */
export const listings = (p: Party): string => [...new Set([p.listing, ...(p.listings ?? [])])].filter((l) => l !== undefined).map((l) => ticker(l)).join(', ');

function refusal(r: Refusal | undefined): Shown | undefined {
  return r && { title: 'Not linked', line: r.span.text, receipt: r.receipt, notes: notes({ why: r.reason, 'could be': r.senses?.join(', ') }) };
}

function sentence(l: Line | undefined): Shown | undefined {
  return l && { title: l.level ? 'Trust note' : 'Line of the brief', line: l.text, receipt: l.receipt };
}

function notes(all: Record<string, string | undefined>): { name: string; words: string }[] {
  return Object.entries(all).flatMap(([name, words]) => (words ? [{ name, words }] : []));
}
