import { Problem } from '../../lib/api';

const problemOf = (e: unknown): Problem =>
  e instanceof Problem ? e : new Problem(500, 'internal', e instanceof Error ? e.message : String(e));

/** One thing that the reader asked the desk to do: under way, or why it was not done. */
export class Saving {
  busy = $state(false);
  problem = $state.raw<Problem>();

  /** run does it and tells whether it was done; a second press while it is under way does nothing. */
  async run(act: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = undefined;
    try {
      await act();
      return true;
    } catch (e) {
      this.problem = problemOf(e);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** at is what was wrong with a field of the body, such as "name" or "quiet[0].zone". */
  at(field: string): string {
    const p = this.problem;
    if (!p) return '';
    const found = p.errors.filter((e) => e.where === `body.${field}` || e.where?.startsWith(`body.${field}[`) || e.where?.startsWith(`body.${field}.`));
    return found.map((e) => e.what).join('; ');
  }
}

/** What cannot be taken back and is asked about first. */
export interface Question {
  /** the button that does it, and the title: "Delete the feed" */
  label: string;
  words: string[];
  act: () => Promise<unknown>;
}

class Sure {
  of = $state.raw<Question>();
}

/** sure holds the question that Watch asks now. */
export const sure = new Sure();
