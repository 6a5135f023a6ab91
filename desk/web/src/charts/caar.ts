// A path of cumulative average abnormal returns, as reports of studies have it.

/** One event day of a study's path; fractions, 0.01 is one per cent (docs/study-json.md). */
export interface CaarStep {
  day: number;
  n: number;
  mean: number;
  /** ends of the band; both are the mean where one event alone leaves no band */
  low: number;
  high: number;
}

/** hasBand tells whether a step has a band at all. */
export const hasBand = (s: CaarStep): boolean => s.high > s.low;
