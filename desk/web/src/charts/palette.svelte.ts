// Colours of the charts: a canvas cannot use the variables of style/base.css, so
// they are read from there, and read again when the reader's scheme changes.

export interface Palette {
  paper: string;
  panel: string;
  ink: string;
  dim: string;
  rule: string;
  strong: string;
  good: string;
  goodWash: string;
  bad: string;
  part: string;
  partWash: string;
  openWash: string;
  sans: string;
}

function read(): Palette {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    paper: of('--paper'),
    panel: of('--panel'),
    ink: of('--ink'),
    dim: of('--dim'),
    rule: of('--rule'),
    strong: of('--rule-strong'),
    good: of('--good'),
    goodWash: of('--good-wash'),
    bad: of('--bad'),
    part: of('--part'),
    partWash: of('--part-wash'),
    openWash: of('--open-wash'),
    sans: of('--sans'),
  };
}

class Scheme {
  palette = $state.raw<Palette>(read());

  constructor() {
    for (const query of ['(prefers-color-scheme: dark)', 'print']) {
      matchMedia(query).addEventListener('change', () => (this.palette = read()));
    }
  }
}

/** The colours in force. Charts that read scheme.palette in an effect follow the reader's scheme. */
export const scheme = new Scheme();
