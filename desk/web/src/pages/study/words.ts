// The vocabulary of studies in plain words.

import type { Word } from '../../lib/words';
import type { Stat } from './study';

export const basisWords: Record<string, string> = {
  auto: 'adjusted where there are some, else raw',
  adjusted: 'adjusted for splits and dividends',
  raw: 'raw, as traded',
};
export const dateWords: Record<string, string> = {
  next: 'the next session',
  previous: 'the session before',
  skip: 'leave the event out',
  exact: 'refuse the study',
};
export const missingWords: Record<string, string> = {
  drop: 'leave the event out',
  keep: 'keep what there is',
};
export const adjustWords: Record<string, string> = {
  none: 'no correction',
  bonferroni: 'Bonferroni',
  holm: 'Holm',
  hochberg: 'Hochberg',
  hommel: 'Hommel',
  bh: 'Benjamini-Hochberg (false discoveries)',
  by: 'Benjamini-Yekutieli (false discoveries, any dependence)',
};

const reasons: Record<string, string> = {
  unknown_security: 'no prices of this security',
  unknown_market: 'no prices of its benchmark',
  no_date: 'no date',
  not_a_session: 'not a day of trading',
  outside_data: 'outside the prices',
  estimation_cut_off: 'too early: the estimation window begins before the prices',
  event_cut_off: 'too late: the event window ends after the prices',
  too_few_days: 'too few days to estimate from',
  missing_event_day: 'a return of the event window is missing',
  missing_market_day: 'a return of the benchmark is missing',
  constant_returns: 'the price never moved',
  absurd_return: 'a return that cannot be',
  not_finite: 'a figure that is not finite',
  collinear: 'the factors cannot be told apart',
  duplicate_event: 'the same event twice',
  no_convergence: 'the model did not converge',
  no_control: 'no security to compare with',
  unreadable: 'cannot be read',
  refused: 'the study would be refused',
};
export const reasonWords = (key: string): string => reasons[key] ?? key.replaceAll('_', ' ');

const phases: Record<string, string> = {
  reading: 'reading events and prices',
  fitting: 'fitting the events',
  testing: 'testing the windows',
  placebos: 'placebo samples',
};
export const phaseWords = (key: string | undefined): string => (key ? (phases[key] ?? key) : 'at work');

const states: Record<string, Word> = {
  waiting: { word: 'waiting', sign: '◌', tone: 'open', means: 'One study runs at a time; this one waits for its turn.' },
  running: { word: 'running', sign: '●', tone: 'part', means: '' },
  done: { word: 'done', sign: '✓', tone: 'good', means: '' },
  failed: { word: 'failed', sign: '✗', tone: 'bad', means: '' },
  cancelled: { word: 'cancelled', sign: '–', tone: 'open', means: '' },
};
export const stateWord = (key: string): Word => states[key] ?? { word: key, sign: '·', tone: 'plain', means: '' };

/** phases of the day that an event fell in */
export const hourWords: Record<string, string> = {
  before_open: 'before the open',
  open: 'while open',
  lunch: 'at lunch',
  after_close: 'after the close',
  closed: 'closed all day',
};

/** Kinds of tests, so that a reader finds those that need no normality. */
export const kinds = ['Parametric', 'Ranks and signs', 'Resampling'] as const;
const ranks = new Set(['rank', 'sign-cz', 'grank-t', 'grank-z', 'sign', 'gsign', 'wilcoxon', 'rank-sum']);
const draws = new Set(['permutation', 'wild', 'skew-boot', 'preevent']);
export const kindOf = (test: string): (typeof kinds)[number] => (ranks.has(test) ? 'Ranks and signs' : draws.has(test) ? 'Resampling' : 'Parametric');

/** the law that a statistic is held against, with its degrees of freedom */
export function lawWords(s: Stat): string {
  switch (s.law) {
    case 'normal':
      return 'normal';
    case 't':
      return s.df === undefined ? 't' : `t(${Number(s.df.toFixed(1))})`;
    case 'exact':
      return 'counted out';
    case 'draws':
      return 'draws';
    default:
      return s.law;
  }
}

/** a statistic has a p only when it has a value and a law */
export const tested = (s: Stat): boolean => !s.missing && s.law !== '';
