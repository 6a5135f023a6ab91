// The vocabulary of studies in plain words, where the desk has none of its own.

import type { Word } from '../../lib/words';
import type { Stat } from './study';

/** a key as words: estimation_cut_off is "estimation cut off" */
export const plain = (key: string): string => key.replaceAll('_', ' ');

const states: Record<string, Word> = {
  waiting: { word: 'waiting', sign: '◌', tone: 'open', means: '' },
  running: { word: 'running', sign: '●', tone: 'part', means: '' },
  done: { word: 'done', sign: '✓', tone: 'good', means: '' },
  failed: { word: 'failed', sign: '✗', tone: 'bad', means: '' },
};
export const stateWord = (key: string): Word => states[key] ?? { word: key, sign: '–', tone: 'open', means: '' };

/** Kinds of tests, so that a reader finds those that need no normality. */
const kinds: [string, string][] = [
  ['ranks, signs', 'rank sign-cz grank-t grank-z sign gsign wilcoxon rank-sum'],
  ['resampling', 'permutation wild skew-boot preevent'],
];
export const kindOf = (test: string): string => kinds.find(([, tests]) => tests.split(' ').includes(test))?.[0] ?? 'parametric';

/** the law that a statistic is held against, with its degrees of freedom */
export function lawWords(s: Stat): string {
  if (s.law === 't') return `t(${Number((s.df ?? 0).toFixed(1))})`;
  return s.law === 'exact' ? 'counted out' : s.law || 'estimate';
}

/** a statistic has a p only when it has a value and a law */
export const tested = (s: Stat): boolean => !s.missing && s.law !== '';
