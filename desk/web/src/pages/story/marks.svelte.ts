// Walking and pointing at the marks of a story, wherever on the page they stand.

import type { Attachment } from 'svelte/attachments';

import type { Reading } from './reading.svelte';

const stops = '[data-stop]';

/** Which name the reader points at or has the focus on, and where it stands. */
export interface Pointed {
  key: string;
  element: HTMLElement;
  left: number;
  bottom: number;
}

export class Marks {
  pointed = $state.raw<Pointed>();

  private root: HTMLElement | undefined;
  private last: Element | undefined;
  /** what the reader stepped to, where several marks begin at one place */
  private chosen = '';
  private row: HTMLElement | undefined;
  private timer = 0;

  constructor(private readonly reading: Reading) {}

  /** attach listens on the page's root: 2,000 marks need no listener each. */
  attach: Attachment<HTMLElement> = (root) => {
    this.root = root;
    const off = new AbortController();
    const on = <K extends keyof HTMLElementEventMap>(kind: K, run: (e: HTMLElementEventMap[K]) => void) => root.addEventListener(kind, run, { signal: off.signal });
    on('click', (e) => this.click(e));
    on('pointerover', (e) => e.pointerType === 'mouse' && this.point(markOf(e.target)));
    on('focusin', (e) => this.point(markOf(e.target)));
    on('focusout', () => this.leave());
    on('keydown', (e) => {
      if (e.key === 'Escape' && this.pointed) this.pointed = undefined;
    });
    return () => off.abort();
  };

  /** hold keeps what is pointed at while the pointer is on its box. */
  hold(): void {
    clearTimeout(this.timer);
  }

  leave(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (this.pointed = undefined), 200);
  }

  /** step moves to the next or the previous mark of a kind. */
  step(by: 1 | -1, only = ''): void {
    const all = [...(this.root?.querySelectorAll<HTMLElement>(stops + (only && `[data-anchors*="${only}"]`)) ?? [])];
    if (!all.length) return;
    const from = this.root!.contains(document.activeElement) && markOf(document.activeElement) ? document.activeElement! : this.last;
    const next = from ? neighbour(all, from, by) : all[by > 0 ? 0 : all.length - 1]!;
    this.last = next;
    this.chosen = (only && next.dataset.anchors?.split(' ').find((a) => a.startsWith(only))) || '';
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  }

  /** open shows the receipt of the mark that has the focus. */
  open(): void {
    const mark = markOf(document.activeElement);
    if (mark) this.reading.open(this.keyOf(mark));
  }

  /** land scrolls to what a permalink names and gives it the focus. */
  land(key: string): boolean {
    const q = CSS.escape(key);
    const found = this.root?.querySelector<HTMLElement>(`[data-anchors~="${q}"]`) ?? document.getElementById(key);
    if (!found) return false;
    // Rows of tables know nothing of permalinks.
    this.row?.classList.remove('target');
    this.row = found instanceof HTMLTableRowElement ? found : undefined;
    this.row?.classList.add('target');
    found.scrollIntoView({ block: /^(claim|statement|sentence|name|text|list)-/.test(key) ? 'center' : 'start' });
    if (!found.hasAttribute('tabindex') && !(found instanceof HTMLAnchorElement)) found.tabIndex = -1;
    this.last = found;
    this.chosen = found.dataset.anchors ? key : '';
    found.focus({ preventScroll: true });
    return true;
  }

  private keyOf(mark: HTMLElement): string {
    return (mark === this.last && this.chosen) || mark.dataset.mark!;
  }

  private click(e: MouseEvent): void {
    if (e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    const mark = markOf(e.target);
    const inside = e.target instanceof Element ? e.target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
    // The browser follows a link to where the address already points only once.
    if (!mark && inside?.hash === location.hash) this.land(decodeURIComponent(inside.hash.slice(1)));
    // A reader who marks words to copy them does not ask for a receipt.
    if (!mark || !getSelection()?.isCollapsed) return;
    e.preventDefault();
    // Enter on a link comes as a click without a count; the pointer means what it is on.
    const key = e.detail === 0 ? this.keyOf(mark) : mark.dataset.mark!;
    this.last = mark;
    this.reading.open(key);
  }

  private point(mark: HTMLElement | undefined): void {
    const key = mark?.dataset.mark ?? '';
    if (!mark || !/^(mention|refusal)-/.test(key)) {
      if (this.pointed) this.leave();
      return;
    }
    clearTimeout(this.timer);
    const page = this.root!.getBoundingClientRect();
    // A name may run over the end of a line: the box stands under where it begins.
    const at = mark.getClientRects()[0] ?? page;
    this.pointed = { key, element: mark, left: at.left - page.left, bottom: mark.getBoundingClientRect().bottom - page.top };
  }
}

function markOf(target: EventTarget | null): HTMLElement | undefined {
  return (target instanceof Element && target.closest<HTMLElement>('[data-mark]')) || undefined;
}

function neighbour(all: HTMLElement[], from: Element, by: 1 | -1): HTMLElement {
  const after = Node.DOCUMENT_POSITION_FOLLOWING;
  const list = by > 0 ? all : [...all].reverse();
  const found = list.find((m) => m !== from && (from.compareDocumentPosition(m) & after ? by > 0 : by < 0));
  return found ?? list[0]!;
}
