import { ask, params } from '../../lib/api';
import type { Reaction } from '../../lib/dossier';
import type { Daily } from '../../lib/prices';

/** Currencies of listings: a dossier has prices without their unit, the tape knows it. */
class Currencies {
  of = $state.raw<Record<string, string>>({});

  private stop = new AbortController();
  private asked = new Set<string>();

  /** read asks for what is not known yet; a listing that has none is shown without. */
  read(reactions: Reaction[]): void {
    for (const r of reactions.slice(0, 8)) {
      if (!r.close || this.asked.has(r.listing)) continue;
      this.asked.add(r.listing);
      void this.ask(r).catch(() => undefined);
    }
  }

  end(): void {
    this.stop.abort();
  }

  private async ask(r: Reaction): Promise<void> {
    const d = await ask<Daily>(`/v1/prices/${encodeURIComponent(r.listing)}` + params({ from: r.session, to: r.session }), { signal: this.stop.signal });
    if (d.currency) this.of = { ...this.of, [r.listing]: d.currency };
  }
}

export const currencies = (): Currencies => new Currencies();
