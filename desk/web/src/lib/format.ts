// Numbers, times and days as people read them, in the reader's own locale.
// A value that is not there is an en dash; the caller says why beside it.

export const absent = '–';
const minus = '\u2212';
const hair = '\u202f'; // narrow no-break space, before a unit

const cache = new Map<string, Intl.NumberFormat>();

function digits(least: number, most: number): Intl.NumberFormat {
  const key = `${least}/${most}`;
  let f = cache.get(key);
  if (!f) cache.set(key, (f = new Intl.NumberFormat(undefined, { minimumFractionDigits: least, maximumFractionDigits: most })));
  return f;
}

function signed(x: number, places: number, plus: boolean): string {
  const s = digits(places, places).format(Math.abs(x));
  // A value that rounds to zero has no sign: "−0.00 %" reads as a fall.
  if (Number(Math.abs(x).toFixed(places)) === 0) return s;
  return (x < 0 ? minus : plus ? '+' : '') + s;
}

type Maybe = number | null | undefined;
const has = (x: Maybe): x is number => x !== null && x !== undefined && Number.isFinite(x);

/** number with fixed places: 1,234.50 */
export const num = (x: Maybe, places = 2): string => (has(x) ? signed(x, places, false) : absent);
/** a change in percent with its sign: −3.78 % */
export const pct = (x: Maybe, places = 2): string => (has(x) ? signed(x, places, true) + hair + '%' : absent);
/** a share in percent, without a plus */
export const share = (x: Maybe, places = 1): string => (has(x) ? signed(x, places, false) + hair + '%' : absent);
export const ratio = (x: Maybe, places = 1): string => (has(x) ? signed(x, places, false) + '×' : absent);
export const whole = (x: Maybe): string => (has(x) ? digits(0, 0).format(x) : absent);
/** a price in its listing's currency; decimals as markets quote them */
export const price = (x: Maybe, currency = ''): string => (has(x) ? digits(2, x < 1 ? 4 : 2).format(x) + (currency && hair + currency) : absent);
/** a p-value: three places, below 0.001 as such */
export const pvalue = (x: Maybe): string => (!has(x) ? absent : x < 0.001 ? '<' + hair + digits(3, 3).format(0.001) : digits(3, 3).format(x));
/** large counts of shares: 34.0 M */
export const short = (x: Maybe): string =>
  has(x) ? new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 }).format(x) : absent;

/** A figure of a dossier in its own unit. */
export function figure(f: { value: number; unit: string } | null | undefined, currency = ''): string {
  if (!f) return absent;
  switch (f.unit) {
    case 'pct':
      return pct(f.value);
    case 'price':
      return price(f.value, currency);
    case 'ratio':
      return ratio(f.value);
    case 'probability':
      return pvalue(f.value);
    default:
      return num(f.value);
  }
}

/** The zone in which moments are shown: the reader's own. */
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

// Making a formatter costs more than using it: a wire of rows keeps its own.
const dates = new Map<string, Intl.DateTimeFormat>();

function dated(d: Date, o: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(o);
  let f = dates.get(key);
  if (!f) dates.set(key, (f = new Intl.DateTimeFormat(undefined, o)));
  return f.format(d);
}

function parts(at: string | Date): Date | undefined {
  const d = at instanceof Date ? at : new Date(at);
  return Number.isNaN(d.getTime()) ? undefined : d;
}

/** a moment with its zone: 15 Nov 2025, 04:58 EST */
export function moment(at: string | Date | undefined, tz = zone): string {
  const d = at && parts(at);
  if (!d) return absent;
  return dated(d, {
    timeZone: tz, day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short',
  });
}

/** the time of day with its zone: 04:58 EST */
export function clock(at: string | Date | undefined, tz = zone): string {
  const d = at && parts(at);
  if (!d) return absent;
  return dated(d, { timeZone: tz, hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' });
}

/** a day that has no time and so no zone: 14 Nov 2025 */
export function day(at: string | undefined, style: 'short' | 'long' = 'short'): string {
  const d = at && parts(at.length === 10 ? at + 'T00:00:00Z' : at);
  if (!d) return absent;
  return dated(d, {
    timeZone: at.length === 10 ? 'UTC' : zone, day: 'numeric', month: 'short', year: 'numeric', ...(style === 'long' && { weekday: 'short' as const }),
  });
}

/** how long ago, in one unit: 5 min ago */
export function ago(at: string | undefined, now = Date.now()): string {
  const d = at && parts(at);
  if (!d) return absent;
  const s = (d.getTime() - now) / 1000;
  const f = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });
  const steps: [number, Intl.RelativeTimeFormatUnit][] = [[60, 'second'], [3600, 'minute'], [86400, 'hour'], [2592000, 'day'], [31536000, 'month'], [Infinity, 'year']];
  let unit = 1;
  for (const [upTo, name] of steps) {
    if (Math.abs(s) < upTo) return f.format(Math.round(s / unit), name);
    unit = upTo;
  }
  return absent;
}

/** the ticker of a listing: XNYS:BABA is BABA; numbers keep their market */
export function ticker(listing: string | undefined): string {
  if (!listing) return absent;
  const [mic, name] = listing.split(':');
  return name && /^\d/.test(name) ? `${name}.${mic === 'XHKG' ? 'HK' : mic}` : (name ?? listing);
}

/** "3 stories", "1 story" */
export const count = (n: number, one: string, many = one + 's'): string => `${whole(n)} ${n === 1 ? one : many}`;
