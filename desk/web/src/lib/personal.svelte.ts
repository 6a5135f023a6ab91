// What a reader does with the wire: read, pinned, muted. It is nobody else's
// business and stays in this browser. Storage may be full, off or spoiled by
// another program: then it is kept in memory for as long as the tab lives.

const key = 'newstape.personal';

/** Bounds: the oldest are dropped first, of pins the newest are refused. */
export const bounds = { read: 5_000, muted: 2_000, pinned: 40 };

interface Kept {
  /** id of a story with when it was visited, in ms, oldest first */
  read: [string, number][];
  pinned: string[];
  muted: string[];
  unreadOnly: boolean;
}

const nothing = (): Kept => ({ read: [], pinned: [], muted: [], unreadOnly: false });

// What is no id of the desk would spoil the query that asks for the pinned ones.
const ids = (x: unknown): string[] => (Array.isArray(x) ? [...new Set(x.filter((v) => typeof v === 'string' && /^\w{1,64}$/.test(v)))] : []);

/** keptOf takes from stored text what can be understood, and the rest as empty. */
export function keptOf(text: string | null): Kept {
  let raw: Record<string, unknown>;
  try {
    raw = (JSON.parse(text ?? '{}') ?? {}) as Record<string, unknown>;
  } catch {
    return nothing();
  }
  const read = (Array.isArray(raw.read) ? raw.read : []).filter(
    (x): x is [string, number] => Array.isArray(x) && typeof x[0] === 'string' && Number.isFinite(x[1]),
  );
  return {
    read: [...new Map(read)].slice(-bounds.read),
    pinned: ids(raw.pinned).slice(0, bounds.pinned),
    muted: ids(raw.muted).slice(-bounds.muted),
    unreadOnly: raw.unreadOnly === true,
  };
}

class Personal {
  private kept = $state.raw<Kept>(nothing());
  private visits = $derived(new Map(this.kept.read));
  private silent = $derived(new Set(this.kept.muted));

  constructor() {
    this.kept = load();
    // Another tab has written: what it knows is newer than what we hold.
    addEventListener('storage', (e) => {
      if (e.key === key || e.key === null) this.kept = keptOf(e.newValue);
    });
  }

  get pinned(): string[] {
    return this.kept.pinned;
  }
  get mutedCount(): number {
    return this.kept.muted.length;
  }
  get unreadOnly(): boolean {
    return this.kept.unreadOnly;
  }

  /** when a story was visited in ms, or undefined when it is unread */
  visited(story: string): number | undefined {
    return this.visits.get(story);
  }
  isPinned(cluster: string): boolean {
    return this.kept.pinned.includes(cluster);
  }
  isMuted(cluster: string): boolean {
    return this.silent.has(cluster);
  }

  visit(story: string): void {
    if (story) this.change((k) => ({ ...k, read: [...k.read.filter(([id]) => id !== story), [story, Date.now()]] }));
  }
  setUnread(story: string): void {
    this.change((k) => ({ ...k, read: k.read.filter(([id]) => id !== story) }));
  }
  /** pin answers false when as many are pinned as there may be. */
  pin(cluster: string): boolean {
    if (!this.isPinned(cluster) && this.kept.pinned.length >= bounds.pinned) return false;
    this.change((k) => ({ ...k, pinned: [cluster, ...k.pinned.filter((id) => id !== cluster)] }));
    return true;
  }
  unpin(cluster: string): void {
    this.change((k) => ({ ...k, pinned: k.pinned.filter((id) => id !== cluster) }));
  }
  mute(cluster: string, on: boolean): void {
    this.change((k) => ({ ...k, muted: [...k.muted.filter((id) => id !== cluster), ...(on ? [cluster] : [])] }));
  }
  setUnreadOnly(on: boolean): void {
    this.change((k) => ({ ...k, unreadOnly: on }));
  }

  private change(how: (k: Kept) => Kept): void {
    // From what is stored now, so that two tabs do not undo each other.
    const k = how(broken ? this.kept : load());
    this.kept = { ...k, read: k.read.slice(-bounds.read), muted: k.muted.slice(-bounds.muted) };
    try {
      localStorage.setItem(key, JSON.stringify(this.kept));
    } catch {
      broken = true;
    }
  }
}

// Once storage refuses, memory is all there is: reading it again would forget.
let broken = false;

function load(): Kept {
  try {
    return keptOf(localStorage.getItem(key));
  } catch {
    broken = true;
    return nothing();
  }
}

export const personal = new Personal();
