import { session } from '../../lib/me.svelte';

/** may tells whether the caller has a scope; while that is not known, the desk itself will say no. */
export const may = (scope: string): boolean => session.me.value === undefined || session.may(scope);
