import { ask, setToken } from './api';
import { Loading } from './load.svelte';

/** Who calls, and what kind of desk answers: GET /v1/me. */
export interface Me {
  name: string;
  scopes: string[];
  open: boolean;
  version: string;
  now: string;
  stories?: number;
  feeds?: number;
  sample_tape?: boolean;
}

class Session {
  me = new Loading<Me>((signal) => ask<Me>('/v1/me', { signal }));

  may(scope: string): boolean {
    const s = this.me.value?.scopes ?? [];
    return s.includes(scope) || s.includes('admin');
  }

  async signIn(token: string): Promise<void> {
    setToken(token.trim());
    await this.me.again();
  }

  async signOut(): Promise<void> {
    setToken('');
    await this.me.again();
  }
}

export const session = new Session();
