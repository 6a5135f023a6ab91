// Rows of the wire, GET /v1/wire.

export interface WireParty {
  id: string;
  name: string;
  kind: string;
  country?: string;
  listing?: string;
  role: string;
}
export interface WireReaction {
  party: string;
  listing: string;
  session: string;
  /** how the session stands to the news: reaction, unplaced, after_story */
  stand?: string;
  return?: number;
  abnormal?: number;
  t?: number;
  p?: number;
  benchmark?: string;
  /** sessions after the event's that are measured; 0 is the event's own */
  horizon: number;
  state: string;
}
export interface WireRow {
  cluster: string;
  lead: string;
  title: string;
  outlet?: string;
  feed?: string;
  language?: string;
  first: string;
  latest: string;
  updated: string;
  date_only?: boolean;
  stories: number;
  outlets: number;
  event?: string;
  headline?: string;
  trust?: string;
  claims: number;
  statements: number;
  fails: number;
  verdicts?: Record<string, number>;
  parties: WireParty[];
  reaction?: WireReaction;
  held?: boolean;
}
