// Short messages about what was just done, read out by screen readers.

export interface Notice {
  id: number;
  words: string;
  bad: boolean;
}

class Notices {
  list = $state.raw<Notice[]>([]);
  private n = 0;

  say(words: string, { bad = false } = {}): void {
    const id = ++this.n;
    this.list = [...this.list.slice(-3), { id, words, bad }];
    // Failures stay until they are put away.
    if (!bad) setTimeout(() => this.drop(id), 6000);
  }

  fail(e: unknown): void {
    this.say(e instanceof Error ? e.message : String(e), { bad: true });
  }

  drop(id: number): void {
    this.list = this.list.filter((n) => n.id !== id);
  }
}

export const notices = new Notices();

/** attempt runs an action of the reader's and says what came of it. */
export async function attempt(done: string, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    if (done) notices.say(done);
    return true;
  } catch (e) {
    notices.fail(e);
    return false;
  }
}
