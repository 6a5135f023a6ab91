// The closed vocabularies of the desk in plain words, each with a sign and a
// tone. A tone is a colour of style/base.css; the sign and the word say the same,
// so that nothing is told by colour alone.

export type Tone = 'good' | 'bad' | 'part' | 'open' | 'plain';

export interface Word {
  word: string;
  sign: string;
  tone: Tone;
  /** one sentence for whoever asks what the word means */
  means: string;
}

const unknown = (key: string): Word => ({ word: key.replaceAll('_', ' '), sign: '·', tone: 'plain', means: '' });

const verdicts: Record<string, Word> = {
  holds: { word: 'holds', sign: '✓', tone: 'good', means: 'The tape agrees with the figure as printed.' },
  holds_intraday: { word: 'intraday only', sign: '◐', tone: 'part', means: 'The figure was touched within the session, but the close does not show it.' },
  holds_elsewhere: { word: 'holds elsewhere', sign: '◑', tone: 'part', means: 'The figure fits another listing, day or measure than the one that is named.' },
  fails: { word: 'fails', sign: '✗', tone: 'bad', means: 'The tape contradicts the figure.' },
  cannot_check: { word: 'cannot check', sign: '?', tone: 'open', means: 'The tape does not hold what would be needed.' },
};

const statuses: Record<string, Word> = {
  confirmed: { word: 'confirmed', sign: '✓', tone: 'good', means: 'Confirmed by the party that it concerns or by an authority.' },
  corroborated: { word: 'corroborated', sign: '✓', tone: 'good', means: 'Said by another source on its own.' },
  asserted: { word: 'asserted', sign: '·', tone: 'plain', means: 'Said by the speaker, with nothing for or against it here.' },
  alleged: { word: 'alleged', sign: '◌', tone: 'part', means: "Said of somebody else's conduct, not shown." },
  unverified: { word: 'unverified', sign: '?', tone: 'open', means: 'The story says that it could not be verified.' },
  disputed: { word: 'disputed', sign: '≠', tone: 'bad', means: 'Another party denies it.' },
  denied: { word: 'denied', sign: '≠', tone: 'bad', means: 'What a denial answers and the story does not state itself.' },
  retracted: { word: 'retracted', sign: '✗', tone: 'bad', means: 'Taken back by whoever said it.' },
};

const stances: Record<string, Word> = {
  asserts: { word: 'says', sign: '·', tone: 'plain', means: 'states it as a fact' },
  alleges: { word: 'alleges', sign: '◌', tone: 'part', means: "claims it of another's conduct" },
  denies: { word: 'denies', sign: '≠', tone: 'bad', means: 'says that it is not so' },
  confirms: { word: 'confirms', sign: '✓', tone: 'good', means: 'says that it is so' },
  questions: { word: 'questions', sign: '?', tone: 'open', means: 'doubts it' },
  declines_comment: { word: 'declines to comment', sign: '–', tone: 'plain', means: 'says nothing to it' },
  could_not_verify: { word: 'could not verify', sign: '?', tone: 'open', means: 'tried and could not confirm' },
  predicts: { word: 'expects', sign: '→', tone: 'plain', means: 'speaks of the future' },
};

const standings: Record<string, Word> = {
  listed: { word: 'listed', sign: '■', tone: 'bad', means: 'An entry of the list was in force on that day.' },
  parent_listed: { word: 'parent listed', sign: '◧', tone: 'part', means: 'A parent of the party was listed.' },
  affiliate: { word: 'affiliate', sign: '◧', tone: 'part', means: 'An affiliate of a listed party, reached by the rule of the list.' },
  owned: { word: 'owned', sign: '◧', tone: 'part', means: 'Owned to the share that the rule asks for.' },
  category: { word: 'by category', sign: '◧', tone: 'part', means: 'Reached by a rule about a category.' },
  same_name: { word: 'same name', sign: '?', tone: 'open', means: 'An entry has the same name; whether it is the same party is not known.' },
  not_listed: { word: 'not listed', sign: '□', tone: 'good', means: 'No entry was found on the lists that were asked.' },
  not_known: { word: 'not known', sign: '?', tone: 'open', means: 'The party is not known to the lists that were asked.' },
};

const stands: Record<string, Word> = {
  reaction: { word: 'reaction', sign: '●', tone: 'plain', means: 'The session could react to the news.' },
  before_news: { word: 'before the news', sign: '○', tone: 'open', means: 'The session had closed before the news: never a reaction.' },
  after_story: { word: 'after the story', sign: '◔', tone: 'open', means: "A session after the story's publication, shown apart." },
  unplaced: { word: 'unplaced', sign: '?', tone: 'open', means: 'When the news came is not known well enough to say.' },
};

const levels: Record<string, Word> = {
  caution: { word: 'caution', sign: '▲', tone: 'bad', means: 'A reader who did not know this would be misled.' },
  remark: { word: 'remark', sign: '▪', tone: 'part', means: 'Worth knowing.' },
  fine: { word: 'note', sign: '·', tone: 'plain', means: 'How it was read.' },
};

// A key is what somebody sent: "constructor" is a word that is not known, too.
const own = <T>(all: Record<string, T>, key: string): T | undefined => (Object.hasOwn(all, key) ? all[key] : undefined);
const pick = (all: Record<string, Word>) => (key: string | undefined) => (key ? (own(all, key) ?? unknown(key)) : unknown('not known'));

export const verdict = pick(verdicts);
export const status = pick(statuses);
export const stance = pick(stances);
export const standing = pick(standings);
export const stand = pick(stands);
export const level = pick(levels);

const reasons: Record<string, string> = {
  no_time: 'the time is not known',
  no_security: 'no security was found',
  no_prices: 'no prices are held',
  no_bars: 'no intraday bars are held',
  too_few_days: 'too few days to estimate from',
  not_traded: 'not traded on that day',
  unsupported_measure: 'this measure cannot be checked',
  ambiguous: 'more than one reading fits',
  not_known: 'not known',
  too_long: 'past a bound of the method',
};

/** why something is unavailable */
export const reason = (u: { reason: string; detail?: string }): string => u.detail || own(reasons, u.reason) || u.reason.replaceAll('_', ' ');

const measures: Record<string, string> = {
  return_close: 'close to close',
  return_open: 'at the open',
  return_extreme: 'at the extreme of the session',
  return_asof: 'at a time of day',
  return_multi: 'over several sessions',
  return_intraday: 'within the session',
  return_premarket: 'before the open',
  return_afterhours: 'after the close',
  level_close: 'closing level',
  level_open: 'opening level',
  level_high: 'high',
  level_low: 'low',
  level_asof: 'level at a time of day',
  point_change: 'change in points',
  spread_vs_index: 'against an index',
};

export const measure = (key: string): string => own(measures, key) ?? key.replaceAll('_', ' ');

/** an event as a word: PLOVER roots are given in words already */
export const eventWord = (key: string | undefined): string => (key ? key.replaceAll('_', ' ') : '');
