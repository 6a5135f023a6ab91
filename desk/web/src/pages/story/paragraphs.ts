// The story's text as paragraphs with their marks, cut so that every piece of
// text is one flat element: a name within a statement within a claim needs no
// nesting, which no button or link could have.

import { cut, within, type Piece, type Place } from '../../lib/text';
import { status, verdict, type Tone } from '../../lib/words';
import type { Mark } from './reading.svelte';

export interface Bit {
  text: string;
  /** what a click on it is about: the shortest mark, names before claims */
  mark?: Mark;
  classes: string;
  /** the mark begins here: this is where a permalink lands and n and p stop */
  first: boolean;
  /** ids of the claims that begin here, for the small sign before them */
  refs: string;
  /** statements that end here: their verdict follows */
  ends: Mark[];
  /** keys of marks that begin here, as anchors of permalinks */
  anchors: string[];
}

export interface Paragraph {
  place: Place;
  text: string;
  bits: Bit[];
  /** claims that begin in it */
  claims: Mark[];
}

const encoder = new TextEncoder();

/** blocks divides a text at its line ends; places are bytes of the whole. */
export function blocks(text: string): { place: Place; text: string }[] {
  const out: { place: Place; text: string }[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const size = encoder.encode(line).length;
    if (line.trim()) out.push({ place: { start: at, end: at + size }, text: line });
    at += size + 1;
  }
  return out;
}

/** paragraphs lays marks over the text; target is the key that a permalink names. */
export function paragraphs(text: string, marks: { place: Place; mark: Mark }[], target: string): Paragraph[] {
  const sorted = [...marks].sort((a, b) => a.place.start - b.place.start);
  let from = 0;
  return blocks(text).map(({ place, text }) => {
    // Marks are in order, so those that ended before this paragraph are past for good.
    while (from < sorted.length && sorted[from]!.place.end <= place.start) from++;
    let to = from;
    while (to < sorted.length && sorted[to]!.place.start < place.end) to++;
    const here = sorted.slice(from, to);
    const began = new Set(here.filter((m) => m.place.start >= place.start).map((m) => m.mark));
    const ended = new Set(here.filter((m) => m.place.end <= place.end).map((m) => m.mark));
    const pieces = cut(text, within(place, here));
    return {
      place,
      text,
      bits: pieces.map((p, i) => bit(p, pieces[i + 1], began, ended, target)),
      claims: here.filter((m) => m.mark.kind === 'claim' && began.has(m.mark)).map((m) => m.mark),
    };
  });
}

const weight: Record<Mark['kind'], number> = { place: 0, claim: 1, refusal: 2, statement: 3, name: 4 };

function bit(p: Piece<Mark>, next: Piece<Mark> | undefined, began: Set<Mark>, ended: Set<Mark>, target: string): Bit {
  const begins = p.begins.filter((m) => began.has(m));
  const foremost = p.marks.reduce<Mark | undefined>((best, m) => (m.kind === 'place' || (best && weight[best.kind] > weight[m.kind]) ? best : m), undefined);
  return {
    text: p.text,
    mark: foremost,
    classes: classes(p.marks, target),
    first: foremost !== undefined && begins.includes(foremost),
    refs: begins.flatMap((m) => (m.kind === 'claim' ? [m.of.id] : [])).join(' '),
    ends: p.marks.filter((m) => m.kind === 'statement' && ended.has(m) && !next?.marks.includes(m)),
    anchors: begins.map((m) => m.key),
  };
}

function classes(marks: Mark[], target: string): string {
  const out = new Set<string>();
  let claims = 0;
  for (const m of marks) {
    out.add(m.kind);
    if (m.key === target) out.add('target');
    // Longest first: the shortest claim gives the colour.
    if (m.kind === 'claim') {
      claims++;
      tone(out, 'c-', status(m.of.status).tone);
    }
    if (m.kind === 'statement') tone(out, 's-', verdict(m.of.verdict).tone);
  }
  if (claims > 1) out.add('twice');
  return [...out].join(' ');
}

function tone(all: Set<string>, prefix: string, t: Tone): void {
  for (const c of all) if (c.startsWith(prefix)) all.delete(c);
  all.add(prefix + t);
}
