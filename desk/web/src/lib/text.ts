// Marks over text. The desk counts bytes of UTF-8; a browser counts UTF-16 units.

/** A place in a text in bytes, half open, as the desk's spans have it. */
export interface Place {
  start: number;
  end: number;
}

/** A piece of text with the marks that cover it, outermost (longest) first. */
export interface Piece<M> {
  text: string;
  marks: M[];
  /** marks that begin with this piece: where a permalink lands */
  begins: M[];
}

/** units maps byte offsets of a text to offsets in its string; an offset inside a character is its start. */
export function units(text: string): (byte: number) => number {
  // Texts of ASCII alone are the common case and need no table.
  if (/^[\x00-\x7f]*$/.test(text)) return (byte) => Math.max(0, Math.min(byte, text.length));
  const bytes: number[] = [];
  let at = 0;
  for (let i = 0; i < text.length; ) {
    const code = text.codePointAt(i)!;
    const wide = code > 0xffff ? 2 : 1;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let k = 0; k < size; k++) bytes[at++] = i;
    i += wide;
  }
  bytes[at] = text.length;
  return (byte) => (byte <= 0 ? 0 : byte >= at ? text.length : bytes[byte]!);
}

/** cut divides a text at the edges of its marks. Marks may overlap; empty ones are left out. */
export function cut<M>(text: string, marks: { place: Place; mark: M }[]): Piece<M>[] {
  const unit = units(text);
  const placed = marks
    .map(({ place, mark }) => ({ from: unit(place.start), to: unit(place.end), mark }))
    .filter((m) => m.to > m.from);
  const edges = [...new Set([0, text.length, ...placed.flatMap((m) => [m.from, m.to])])].sort((a, b) => a - b);
  const pieces: Piece<M>[] = [];
  const starts = [...placed].sort((a, b) => a.from - b.from || b.to - a.to);
  let next = 0;
  let open: typeof placed = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const from = edges[i]!;
    const to = edges[i + 1]!;
    open = open.filter((m) => m.to > from);
    const begins: M[] = [];
    for (; next < starts.length && starts[next]!.from <= from; next++) {
      open.push(starts[next]!);
      begins.push(starts[next]!.mark);
    }
    const covering = [...open].sort((a, b) => b.to - b.from - (a.to - a.from));
    pieces.push({ text: text.slice(from, to), marks: covering.map((m) => m.mark), begins });
  }
  return pieces;
}

/** within keeps the marks that touch a part of the text, moved to the part's own offsets in bytes. */
export function within<M>(part: Place, marks: { place: Place; mark: M }[]): { place: Place; mark: M }[] {
  return marks
    .filter((m) => m.place.end > part.start && m.place.start < part.end)
    .map((m) => ({ mark: m.mark, place: { start: Math.max(0, m.place.start - part.start), end: Math.min(part.end, m.place.end) - part.start } }));
}
