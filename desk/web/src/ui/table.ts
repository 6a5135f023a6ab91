import type { Word } from '../lib/words';

/** One thing in a cell. A cell with several shows them in a row. */
export interface Cell {
  text?: string;
  /** a page of this desk or a checked http(s) address */
  href?: string;
  badge?: Word;
  /** makes the text a button: a receipt, an action */
  act?: () => void;
  /** what the button or link is called when the text alone does not say it */
  label?: string;
  /** a moment, shown with its zone */
  at?: string;
  /** the moment as how long ago it was */
  ago?: boolean;
  /** the link leads out of this page, into a tab of its own */
  out?: boolean;
  /** what is shown when somebody opens it; the text is its name */
  fold?: Cell[][];
  /** classes of style/parts.css: serif, dim, nowrap, button */
  as?: string;
  /** a dim second line */
  under?: string;
  disabled?: boolean;
}

export interface Column<T> {
  head: string;
  /** a figure: to the right */
  n?: boolean;
  /** prose: as wide as some words at least; the table scrolls before that */
  words?: boolean;
  /** one line that is not broken: a moment, a button */
  nowrap?: boolean;
  cell: (row: T) => string | Cell | Cell[];
  /** by what a press on the head sorts */
  sort?: (row: T) => string | number | undefined;
}

export const cells = (c: string | Cell | Cell[]): Cell[] => (typeof c === 'string' ? [{ text: c }] : Array.isArray(c) ? c : [c]);
