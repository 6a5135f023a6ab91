// Shapes of a study: what is asked (POST /v1/studies), how far it is, and the
// report newstape.study/1 of docs/study-json.md. Returns are fractions.

export interface Window {
  from: number;
  to: number;
}

/** StudyRequest is the body of a study; what is left out is the desk's usual choice. */
export interface StudyRequest {
  csv: string;
  model?: string;
  market?: string;
  basis?: string;
  log?: boolean;
  factors?: string[];
  slashes?: string;
  estimation?: Window;
  event?: Window;
  windows?: Window[];
  path?: boolean;
  min_days?: number;
  missing?: string;
  dates?: string;
  exchange?: string;
  tests?: string[];
  level?: number;
  adjust?: string;
  draws?: number;
  seed?: number;
  placebo?: number;
}

export interface Model {
  name: string;
  words: string;
  formula: string;
  source: string;
  needs?: string[];
}
export interface Convention {
  name: string;
  source: string;
  default?: boolean;
}
export interface Test {
  name: string;
  words: string;
  about: string;
  conventions: Convention[];
}
/** Choices are what a study can be made of, GET /v1/studies/models. */
export interface Choices {
  models: Model[];
  tests: Test[];
  bases: string[];
  dates: string[];
  missing: string[];
  adjust: string[];
  formats: string[];
  tables: string[];
  usual: Omit<StudyRequest, 'csv'>;
  bounds: { events: number; draws: number; placebos: number; windows: number; bytes: number };
}

export interface PreviewRow {
  row: number;
  id?: string;
  security: string;
  listing?: string;
  date?: string;
  at?: string;
  session?: string;
  shifted?: number;
  group?: string;
  reason?: string;
  problem?: string;
}
export interface Preview {
  market: string;
  listing?: string;
  exchange?: string;
  model: string;
  events: PreviewRow[];
  problems: number;
}

export interface StudyState {
  id: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  ahead?: number;
  phase?: string;
  done: number;
  total: number;
  events: number;
  kept?: number;
  model?: string;
  market?: string;
  dropped?: string;
  created: string;
  started?: string;
  finished?: string;
  problem?: { code: string; detail: string; try?: string };
  replay?: { record: string; events: string; tape: string; command: string };
}

export interface Stat {
  test: string;
  convention: string;
  n: number;
  value: number;
  law: string;
  df?: number;
  p: number;
  p_less: number;
  p_more: number;
  p_adjusted: number;
  note?: string;
  /** why there is no value */
  missing?: string;
}
export interface Sum {
  n: number;
  mean: number;
  se: number;
}
export interface WindowResult {
  window: Window;
  n: number;
  mean: number;
  median: number;
  sd: number;
  positive: number;
  low: number;
  high: number;
  by_value?: Sum;
  by_precision?: Sum;
  stats?: Stat[];
}
export interface Abnormal {
  value: number;
  se: number;
  t: number;
  p: number;
  /** the return is not there */
  missing?: boolean;
}
export interface EventResult {
  row: number;
  id: string;
  security: string;
  session: string;
  shifted?: number;
  phase?: string;
  params?: number[];
  sigma: number;
  df: number;
  used: number;
  r2: number;
  ar: Abnormal[];
  cars: Abnormal[];
}
export interface Drop {
  row: number;
  id: string;
  security: string;
  reason: string;
  detail?: string;
}
export interface Placebo {
  samples: number;
  n: number;
  window: Window;
  level: number;
  effects: number[];
  tests: { test: string; convention: string; rejects: number[]; detects: number }[];
}
export interface Diagnostics {
  events: number;
  kept: number;
  used_min: number;
  used_median: number;
  used_max: number;
  not_normal: number;
  autocorrelated: number;
  mean_autocorrelation: number;
  thin: number;
  pre_trend?: Stat;
  shared_dates: number;
  busiest_date?: string;
  busiest_count?: number;
  overlap_same: number;
  overlap_estimation: number;
  securities: number;
  top_security?: string;
  top_share?: number;
  placebo?: Placebo;
  notes?: string[];
}
export interface Design {
  model: string;
  market: string;
  factors?: string[];
  risk_free?: string;
  estimation: Window;
  event: Window;
  windows: Window[];
  path: boolean;
  min_days: number;
  exchange?: string;
  dates: string;
  max_shift: number;
  missing: string;
  max_return: number;
  tests: string[];
  level: number;
  adjust: string;
  draws: number;
  seed: number;
  placebo: number;
}
export interface Report {
  schema: string;
  program: string;
  inputs: { role: string; path: string; sha256: string; bytes: number }[];
  model: { name: string; title: string; source: string };
  tests: { test: string; convention: string; source: string }[];
  path?: { day: number; n: number; mean: number; low: number; high: number }[];
  power?: string;
  result: {
    design: Design;
    params?: string[];
    events?: EventResult[];
    drops?: Drop[];
    days?: WindowResult[];
    windows?: WindowResult[];
    groups?: { group: string; n: number; days: WindowResult[]; windows: WindowResult[] }[];
    differences?: { window: Window; a: string; b: string; mean: number; stats?: Stat[] }[];
    diagnostics: Diagnostics;
  };
}
