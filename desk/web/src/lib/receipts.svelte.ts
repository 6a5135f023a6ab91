import type { Receipt } from './dossier';

/** One thing whose receipt is looked at. */
export interface Shown {
  title: string;
  /** what the receipt is for, in the words that stand on the page */
  line: string;
  receipt: Receipt;
  /** what else is known of it, in reading order */
  notes?: { name: string; words: string }[];
  /** permalink on this site */
  link?: string;
  /** the story, so that a span can be shown in its place */
  story?: string;
}

class Receipts {
  shown = $state.raw<Shown>();

  show(s: Shown): void {
    this.shown = s;
  }

  hide(): void {
    this.shown = undefined;
  }
}

/** The receipt at the side of the page; one at a time. */
export const receipts = new Receipts();
