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
}
export interface Bars {
  listing: string;
  session: string;
  zone: string;
  step_minutes: number;
  source: string;
  opens: string;
  closes: string;
  prior_close?: number;
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
