// The shapes of newstape.dossier/1, docs/dossier-json.md.

export interface Span {
  start: number;
  end: number;
  original_start: number;
  original_end: number;
  text: string;
}
export interface Cell {
  listing: string;
  at: string;
  field: string;
  basis: 'raw' | 'adjusted';
  value: number;
  source: string;
}
export interface Fact {
  table: string;
  row: string;
  source: string;
}
export interface Receipt {
  rule: string;
  spans?: Span[];
  cells?: Cell[];
  facts?: Fact[];
}
export interface Figure {
  value: number;
  unit: 'pct' | 'price' | 'ratio' | 'number' | 'probability';
  receipt: Receipt;
}
export interface Unavailable {
  reason: string;
  detail?: string;
}
export interface Told {
  value: string;
  how: string;
}
export interface Stripped {
  kind: string;
  text: string;
  original_start: number;
  original_end: number;
}
export interface Party {
  id: string;
  name: string;
  kind: string;
  country?: string;
  listing?: string;
  listings?: string[];
  cik?: number;
  role: string;
  role_why: string;
  relevance: number;
  mentions: number[];
}
export interface Mention {
  span: Span;
  party: string;
  listing?: string;
  via: string;
  reason: string;
  receipt: Receipt;
}
export interface Refusal {
  span: Span;
  name: string;
  reason: string;
  senses?: string[];
  receipt: Receipt;
}
export interface Claim {
  id: string;
  content: Span;
  source?: Span;
  cue?: Span;
  quotes?: Span[];
  speaker: string;
  party?: string;
  via?: string[];
  stance: string;
  about?: string;
  status: string;
  why: string;
  objects?: Span[];
  receipt: Receipt;
}
export interface StoryEvent {
  type: string;
  cameo?: string;
  word: string;
  actor?: string;
  recipient?: string;
  date?: string;
  claims?: string[];
  background: boolean;
  receipt: Receipt;
}
export interface Timing {
  information?: string;
  session?: string;
  mic?: string;
  phase?: string;
  how: string;
  unavailable?: Unavailable;
}
export interface Statement {
  id: string;
  span: Span;
  listing?: string;
  measure: string;
  direction?: string;
  value?: number;
  up_to?: number;
  unit?: string;
  qualifier?: string;
  window?: { from?: string; to?: string; field?: string; as_of?: string; default?: string };
  headline?: boolean;
  verdict: string;
  truth?: number;
  first_minute?: string;
  last_minute?: string;
  alternatives?: unknown[];
  flags?: string[];
  unavailable?: Unavailable;
  why: string;
  receipt: Receipt;
}
export interface Abnormal {
  model: string;
  benchmark: string;
  peer: boolean;
  beta?: Figure;
  abnormal_return?: Figure;
  t?: Figure;
  t_plain?: Figure;
  p?: Figure;
  interval_low?: Figure;
  interval_high?: Figure;
  detectable?: Figure;
  percentile?: Figure;
  percentile_days?: number;
  percentile_in_sample?: boolean;
  estimation_days?: number;
  windows?: { first: number; last: number; car: Figure; t?: Figure; p?: Figure }[];
}
export interface Intraday {
  at: string;
  zone: string;
  from: Figure;
  to: Figure;
  return: Figure;
  usual_bars?: Figure;
  volume_multiple?: Figure;
  before?: Figure;
  since?: Figure;
  read_as_news: boolean;
  benchmarks?: { listing: string; peer: boolean; since: Figure }[];
}
export interface Reaction {
  party: string;
  listing: string;
  session: string;
  stand: string;
  why: string;
  prior_close?: Figure;
  close?: Figure;
  return?: Figure;
  open_return?: Figure;
  low_return?: Figure;
  high_return?: Figure;
  low_at?: string;
  volume_multiple?: Figure;
  volume_t?: Figure;
  volume_p?: Figure;
  abnormal?: Abnormal[];
  intraday?: Intraday;
  missing?: { question?: string; unavailable: Unavailable }[] | Unavailable[];
}
export interface Peer {
  party: string;
  listing: string;
  return: Figure;
  named: boolean;
}
export interface Happening {
  date: string;
  what: string;
  citation: string;
}
export interface Standing {
  party: string;
  list: string;
  as_of: string;
  status: string;
  since?: string;
  citation?: string;
  earlier?: Happening[];
  later?: Happening[];
  known_until?: string;
  receipt: Receipt;
}
export interface Sentence {
  text: string;
  receipt: Receipt;
}
export interface Dossier {
  schema: string;
  story: {
    name: string;
    format: string;
    sha256: string;
    title: string;
    outlet?: Told;
    published?: Told;
    published_date_only?: boolean;
    language?: string;
    text: string;
    stripped?: Stripped[];
    opaque?: Stripped[];
  };
  trust: { level: string; topic: string; text: string; receipt: Receipt }[];
  names: { parties: Party[]; mentions: Mention[]; refusals: Refusal[] };
  claims: Claim[];
  events: StoryEvent[];
  timing: Timing;
  statements: Statement[];
  reactions: Reaction[];
  peers: Peer[];
  lists: Standing[];
  gaps: { question: string; unavailable: Unavailable }[];
  brief: { id: string; title: string; sentences: Sentence[] }[];
}
