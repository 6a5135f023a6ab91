// Addresses of the pages. Each is a real path, so that it can be bookmarked and
// sent on; the desk answers all of them with the same document.

export type PageName = 'wire' | 'story' | 'company' | 'study' | 'screen' | 'watch' | 'nowhere';

export interface Place {
  page: PageName;
  /** what the page shows: id of a story, company, study, or the part of Watch */
  id: string;
  query: URLSearchParams;
  /** the permalink's target without #, such as claim-c1 */
  hash: string;
}

const patterns: [RegExp, PageName][] = [
  [/^\/$/, 'wire'],
  [/^\/stories\/([^/]+)$/, 'story'],
  [/^\/companies(?:\/([^/]+))?$/, 'company'],
  [/^\/study(?:\/([^/]+))?$/, 'study'],
  [/^\/screen$/, 'screen'],
  [/^\/watch(?:\/([^/]+))?$/, 'watch'],
];

/** placeOf reads an address of this site. */
export function placeOf(url: URL): Place {
  for (const [pattern, page] of patterns) {
    const m = pattern.exec(url.pathname);
    if (m) return { page, id: decode(m[1] ?? ''), query: url.searchParams, hash: decode(url.hash.slice(1)) };
  }
  return { page: 'nowhere', id: '', query: url.searchParams, hash: '' };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

class Router {
  place = $state.raw<Place>(placeOf(new URL(location.href)));

  constructor() {
    addEventListener('popstate', () => this.read());
    addEventListener('hashchange', () => this.read());
    addEventListener('click', (e) => this.follow(e));
  }

  /** go shows an address of this site. With replace, "back" does not return to the one before. */
  go(to: string, { replace = false } = {}): void {
    if (replace) history.replaceState(null, '', to);
    else history.pushState(null, '', to);
    this.read();
  }

  private read(): void {
    this.place = placeOf(new URL(location.href));
  }

  /** follow takes plain clicks on links to pages; everything else is the browser's. */
  private follow(e: MouseEvent): void {
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    const a = e.target instanceof Element ? e.target.closest('a') : null;
    if (!a || a.target || a.hasAttribute('download') || a.origin !== location.origin) return;
    const url = new URL(a.href);
    if (placeOf(url).page === 'nowhere') return;
    if (url.pathname === location.pathname && url.search === location.search && url.hash) return;
    e.preventDefault();
    this.go(url.pathname + url.search + url.hash);
  }
}

export const router = new Router();

/** Addresses of pages, made in one place. */
export const to = {
  story: (id: string, mark = '') => `/stories/${encodeURIComponent(id)}${mark && '#' + mark}`,
  company: (id: string) => `/companies/${encodeURIComponent(id)}`,
  wire: (q = '') => (q ? `/?q=${encodeURIComponent(q)}` : '/'),
  study: (id = '') => (id ? `/study/${encodeURIComponent(id)}` : '/study'),
  watch: (part = '') => (part ? `/watch/${part}` : '/watch'),
};
