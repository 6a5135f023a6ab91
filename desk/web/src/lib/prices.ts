// Prices of the tape, GET /v1/prices/...: columns of one length, null where absent.

export type Column = (number | null)[];

export interface Daily {
  listing: string;
  name?: string;
  party?: string;
  currency?: string;
  mic: string;
  zone: string;
  basis: 'raw' | 'adjusted';
  source: string;
  first: string;
  last: string;
  sessions: string[];
  open: Column;
  high: Column;
  low: Column;
  close: Column;
  volume: Column;
  /** those of the sessions that have intraday bars */
  with_bars?: string[];
  /** what else could be asked for */
  bases?: string[];
  /** sessions of the range that were cut off at its beginning */
  earlier?: number;
  /** dividends and splits, beside raw figures */
  actions?: { session: string; dividend?: number; split?: number }[];
}
export interface Bars {
  listing: string;
  name?: string;
  currency?: string;
  session: string;
  zone: string;
  step_minutes: number;
  source: string;
  opens: string;
  closes: string;
  prior_close?: number;
  prior_session?: string;
  lunch_start?: string;
  lunch_end?: string;
  /** sessions with bars on either side */
  previous?: string;
  next?: string;
  /** start of each bar, RFC 3339 with the venue's offset */
  at: string[];
  open: Column;
  high: Column;
  low: Column;
  close: Column;
  volume: Column;
}
export interface Held {
  listing: string;
  name?: string;
  party?: string;
  currency?: string;
  zone: string;
  first: string;
  last: string;
  days: number;
  sessions_with_bars: number;
  source: string;
}
