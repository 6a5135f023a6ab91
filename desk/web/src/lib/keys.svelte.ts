// Keyboard shortcuts. A page adds its own while it is shown; "?" lists them.

import { onDestroy } from 'svelte';

export interface Shortcut {
  /** as KeyboardEvent.key, or two in a row with a space: "g w" */
  key: string;
  words: string;
  run: () => void;
}

class Keys {
  groups = $state.raw<{ name: string; list: Shortcut[] }[]>([]);
  private first = '';
  private timer = 0;

  constructor() {
    addEventListener('keydown', (e) => this.press(e));
  }

  add(name: string, list: Shortcut[]): () => void {
    const group = { name, list };
    this.groups = [...this.groups, group];
    return () => {
      this.groups = this.groups.filter((g) => g !== group);
    };
  }

  private press(e: KeyboardEvent): void {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || takesText(e.target)) return;
    if (document.querySelector('dialog[open]')) return;
    const pair = this.first ? `${this.first} ${e.key}` : '';
    this.first = '';
    clearTimeout(this.timer);
    // Enter and space press the button or link that has the focus.
    if ((e.key === 'Enter' || e.key === ' ') && onControl(e.target)) return;
    const found = this.find(pair) ?? this.find(e.key);
    if (found) {
      e.preventDefault();
      found.run();
    } else if (this.groups.some((g) => g.list.some((s) => s.key.startsWith(e.key + ' ')))) {
      this.first = e.key;
      this.timer = window.setTimeout(() => (this.first = ''), 1200);
    }
  }

  private find(key: string): Shortcut | undefined {
    if (!key) return undefined;
    // The page's own come after the shell's and win.
    for (const g of [...this.groups].reverse()) {
      const s = g.list.find((s) => s.key === key);
      if (s) return s;
    }
    return undefined;
  }
}

function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'file'].includes(target.type);
}

function onControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, summary, input, [role=button], [role=tab]') !== null;
}

export const keys = new Keys();

/** shortcuts adds keys for as long as the component that calls it is shown. */
export function shortcuts(name: string, list: Shortcut[]): void {
  onDestroy(keys.add(name, list));
}
