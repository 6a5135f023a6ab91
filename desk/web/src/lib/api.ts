// The desk's HTTP API as the pages use it. Every failure is a Problem: what the
// desk said (RFC 9457), or that it could not be reached at all.

/** What was wrong with one part of a request, such as body.url. */
export interface ProblemPart {
  where?: string;
  what: string;
}

/** Problem is an answer that is not the thing asked for. */
export class Problem extends Error {
  constructor(
    /** HTTP status; 0 when the desk did not answer */
    readonly status: number,
    readonly code: string,
    detail: string,
    /** what to do instead, in the desk's words */
    readonly tryWords = '',
    /** name of the request in the desk's log */
    readonly request = '',
    /** what was wrong with which part of the request */
    readonly errors: ProblemPart[] = [],
  ) {
    super(detail);
  }

  get offline(): boolean {
    return this.status === 0;
  }

  get needsToken(): boolean {
    return this.status === 401;
  }
}

export interface List<T> {
  items: T[];
  next?: string;
}

const tokenKey = 'newstape.token';

/** The token lives as long as the tab, and is sent to this desk alone. */
export function token(): string {
  return sessionStorage.getItem(tokenKey) ?? '';
}

export function setToken(value: string): void {
  if (value) sessionStorage.setItem(tokenKey, value);
  else sessionStorage.removeItem(tokenKey);
}

export interface Call {
  method?: string;
  /** sent as JSON, or as it is when type is given */
  body?: unknown;
  type?: string;
  accept?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** call sends one request and returns the whole answer, or throws a Problem. */
export async function call(path: string, c: Call = {}): Promise<Response> {
  const headers: Record<string, string> = { Accept: c.accept ?? 'application/json', ...c.headers };
  if (token()) headers['Authorization'] = `Bearer ${token()}`;
  let body: BodyInit | undefined;
  if (c.body !== undefined) {
    headers['Content-Type'] = c.type ?? 'application/json';
    body = c.type ? (c.body as BodyInit) : JSON.stringify(c.body);
  }
  let answer: Response;
  try {
    answer = await fetch(path, { method: c.method ?? 'GET', headers, body, signal: c.signal, redirect: 'error' });
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new Problem(0, 'offline', 'the desk does not answer', 'see whether newstape serve is running, and try again');
  }
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

async function problemOf(answer: Response): Promise<Problem> {
  let p: Record<string, unknown> = {};
  try {
    p = (await answer.json()) as Record<string, unknown>;
  } catch {
    // not the desk's own words: a proxy's page, say
  }
  const words = (key: string) => (typeof p[key] === 'string' ? (p[key] as string) : '');
  return new Problem(
    answer.status,
    words('code'),
    words('detail') || words('title') || `the desk answered ${answer.status}`,
    words('try'),
    words('request_id'),
    Array.isArray(p.errors) ? (p.errors as ProblemPart[]).filter((e) => typeof e?.what === 'string') : [],
  );
}

/** ask gets JSON. */
export async function ask<T>(path: string, c: Call = {}): Promise<T> {
  const answer = await call(path, c);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** params makes a query string; undefined and "" are left out. */
export function params(values: Record<string, string | number | boolean | undefined>): string {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(values)) if (v !== undefined && v !== '') q.set(k, String(v));
  const s = q.toString();
  return s ? `?${s}` : '';
}

/** save gets something and hands it to the browser's downloads under a name. */
export async function save(path: string, name: string, accept = '*/*'): Promise<void> {
  saveBlob(await (await call(path, { accept })).blob(), name);
}

export function saveBlob(blob: Blob, name: string): void {
  const a = document.createElement('a');
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  // The download has its own hold on the data by the next turn.
  setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
}
