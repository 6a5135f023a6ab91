// What the desk answers about what it watches, as /openapi.json has it.

export interface Health {
  /** fresh, empty, undated, stale, timeout, failing, off; "" before the first fetch */
  condition: string;
  since?: string;
  why?: string;
}
export interface Feed {
  id: string;
  url: string;
  moved_to?: string;
  title?: string;
  folder?: string;
  outlet?: string;
  off?: boolean;
  added: string;
  taken: number;
  health: Health;
  polled?: string;
  read?: string;
  news?: string;
  next?: string;
  failures?: number;
}
export interface Imported {
  added: number;
  already: number;
  left_out: string[];
}

export interface Quiet {
  zone: string;
  from: string;
  to: string;
  days?: string[] | null;
}
export interface Digest {
  every: string;
  at?: string;
  zone?: string;
}
/** What is said of a rule when it is made or changed. */
export interface RuleBody {
  name: string;
  query: string;
  channels?: string[] | null;
  per?: string;
  urgent?: boolean;
  quiet?: Quiet[] | null;
  digest?: Digest;
  off?: boolean;
}
export interface Rule extends RuleBody {
  id: string;
  muted_until?: string;
  created?: string;
  updated?: string;
}
export interface Alert {
  id: string;
  rule: string;
  name: string;
  query: string;
  kind: string;
  subject: string;
  story?: string;
  cluster?: string;
  at: string;
  title: string;
  outlet?: string;
  url?: string;
  lines?: string[] | null;
  urgent?: boolean;
}
export interface QueryKey {
  name: string;
  kind: string;
  help: string;
  values?: string[] | null;
}

export interface KindField {
  name: string;
  help: string;
  secret?: boolean;
  required?: boolean;
}
export interface Kind {
  name: string;
  help: string;
  fields: KindField[] | null;
}
export interface Channel {
  id: string;
  name: string;
  kind: string;
  settings?: Record<string, string>;
  /** names of those that are set; their values never come out */
  secrets?: string[] | null;
  failures?: number;
  paused_until?: string;
  paused_because?: string;
  created?: string;
  updated?: string;
}
export interface Tested {
  sent: boolean;
  words: string;
}
export interface Attempt {
  id: string;
  n: number;
  begun: string;
  ended?: string;
  outcome?: string;
  status?: number;
  why?: string;
}
export interface Delivery {
  id: string;
  channel: string;
  rule: string;
  digest?: boolean;
  state: string;
  due: string;
  tries: number;
  failures: number;
  lost: number;
  why?: string;
  created: string;
  updated: string;
  alerts: Alert[] | null;
  attempts?: Attempt[] | null;
}

export interface Holding {
  portfolio?: string;
  symbol: string;
  listing?: string;
  party?: string;
  name?: string;
  quantity: number;
  price?: number;
  currency?: string;
}

export interface Token {
  id: string;
  name: string;
  scopes: string[];
  created: string;
  used?: string;
  expires?: string;
  revoked?: string;
}
export interface SecretToken extends Token {
  secret: string;
}

export interface Stats {
  version: string;
  engine: string;
  counts: { stories: number; clusters: number; statements: number; claims: number; events: number; last_change: number; bytes: number };
  stages: { stage: string; waiting: number; in_flight: number }[];
  dead: number;
  deliveries: { channel: string; state: string; n: number }[];
  streams: number;
}
export interface Readiness {
  ready: boolean;
  conditions?: { name: string; ready: boolean; words: string }[];
}
export interface Letter {
  seq: number;
  stage: string;
  id: string;
  reason: string;
  attempts: number;
  at: string;
  bytes: number;
}
export interface Entry {
  seq: number;
  at: string;
  actor: string;
  action: string;
  object: string;
  detail: string;
  sum: string;
}
export interface Audit {
  entries: number;
  whole: boolean;
  words: string;
}
export interface ListChange {
  id: string;
  list: string;
  name: string;
  party?: string;
  change: string;
  day: string;
  seen: string;
}
