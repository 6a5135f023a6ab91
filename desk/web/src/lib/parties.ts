// Parties of the master of names, GET /v1/parties.

import type { Happening, Receipt } from './dossier';

export interface FoundParty {
  id: string;
  name: string;
  kind: string;
  country?: string;
  listing?: string;
  /** the other name or listing that it was found by */
  matched?: string;
  prices?: boolean;
}
export interface PartyListing {
  listing: string;
  currency?: string;
  relation?: string;
  isin?: string;
  figi?: string;
  from?: string;
  to?: string;
  open?: boolean;
  prices: boolean;
}
export interface PartyStanding {
  list: string;
  title?: string;
  status: string;
  since?: string;
  of?: string;
  citation?: string;
  known_until?: string;
  earlier?: Happening[];
  later?: Happening[];
  receipt: Receipt;
}
/** A period on a list, whatever the day that is asked for. */
export interface Period {
  list: string;
  title?: string;
  status: string;
  what: string;
  from: string;
  /** day from which it held no longer; the same as from for what was taken back */
  to?: string;
  published?: string;
  name?: string;
  of?: string;
  citation: string;
  note?: string;
  known_until?: string;
  later?: boolean;
  receipt?: Receipt;
}
export interface PartyPage {
  id: string;
  name: string;
  kind: string;
  country?: string;
  sector?: string;
  cik?: number;
  lei?: string;
  listing?: string;
  parent?: { id: string; name: string };
  children?: { id: string; name: string }[];
  also?: string[];
  listings: PartyListing[];
  peers?: { id: string; name: string; listing?: string; prices?: boolean }[];
  source?: string;
  as_of: string;
  standing: PartyStanding[];
  timeline: Period[];
}

/** partyQuery asks for stories that name a party, in the desk's query language. */
export const partyQuery = (id: string, key = 'party'): string => `${key}:"${id.replaceAll('"', '')}"`;
