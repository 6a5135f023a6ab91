import type { Column } from '../../../ui/table';
import type { Token } from '../shapes';
import { tokenState } from '../vocabulary';
import { code, does, when } from '../watch';

export const ended = (t: Token): boolean => t.revoked !== undefined || tokenState(t).word === 'expired';

export const columns = (revoke: (t: Token) => void): Column<Token>[] => [
  { head: 'State', cell: (t) => ({ badge: tokenState(t) }) },
  { head: 'Name', cell: (t) => [{ text: t.name }, code(t.id)] },
  { head: 'Scopes', cell: (t) => t.scopes.join(', ') },
  { head: 'Made', nowrap: true, cell: (t) => ({ at: t.created }) },
  { head: 'Last used', nowrap: true, cell: (t) => when(t.used) },
  { head: 'Ends', nowrap: true, cell: (t) => when(t.revoked ?? t.expires, false) },
  { head: 'Actions', n: true, cell: (t) => (t.revoked ? '' : does('Revoke', t.name, () => revoke(t))) },
];
