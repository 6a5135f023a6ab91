// Moments and stretches of time, drawn behind the bars with their names at the
// top, and the names of levels at the left, where the oldest bars are; names that
// would cover each other stand in rows.

import type { IPanePrimitive, IPanePrimitivePaneView, IPrimitivePaneRenderer, ISeriesApi, Logical, PaneAttachedParameter, Time } from 'lightweight-charts';

import type { Level, Stretch, Upright } from './barview';
import type { Palette } from './palette.svelte';

type Target = Parameters<IPrimitivePaneRenderer['draw']>[0];

const rowHeight = 14;
const size = 11;

export class Uprights implements IPanePrimitive<Time> {
  private chart: PaneAttachedParameter<Time>['chart'] | undefined;

  constructor(
    private readonly moments: Upright[],
    private readonly stretches: Stretch[],
    private readonly levels: Level[],
    private readonly series: ISeriesApi<'Candlestick' | 'Line'>,
    private readonly palette: Palette,
  ) {}

  attached(p: PaneAttachedParameter<Time>): void {
    this.chart = p.chart;
  }

  detached(): void {
    this.chart = undefined;
  }

  paneViews(): IPanePrimitivePaneView[] {
    return [
      { zOrder: () => 'bottom', renderer: () => ({ draw: (t: Target) => this.washes(t) }) },
      { zOrder: () => 'top', renderer: () => ({ draw: (t: Target) => this.lines(t) }) },
      { zOrder: () => 'top', renderer: () => ({ draw: (t: Target) => this.names(t) }) },
    ];
  }

  private x(place: number): number | undefined {
    // The library knows whole places alone; bars stand at even distances.
    const scale = this.chart?.timeScale();
    const zero = scale?.logicalToCoordinate(0 as Logical) ?? undefined;
    const one = scale?.logicalToCoordinate(1 as Logical) ?? undefined;
    return zero === undefined || one === undefined ? undefined : zero + place * (one - zero);
  }

  private washes(target: Target): void {
    const tones = { event: this.palette.partWash, later: this.palette.panel, closed: this.palette.panel };
    target.useMediaCoordinateSpace(({ context: c, mediaSize }) => {
      for (const s of this.stretches) {
        const from = this.x(s.from);
        const to = this.x(s.to);
        if (from === undefined || to === undefined) continue;
        c.fillStyle = tones[s.tone];
        c.fillRect(from, 0, Math.max(1, to - from), mediaSize.height);
      }
    });
  }

  private lines(target: Target): void {
    const p = this.palette;
    target.useMediaCoordinateSpace(({ context: c, mediaSize }) => {
      c.font = `${size}px ${p.sans}`;
      c.textBaseline = 'top';
      const rows: number[] = [];
      const named = [
        ...this.stretches.filter((s) => s.label).map((s) => ({ at: s.from, label: s.label, line: false })),
        ...this.moments.map((m) => ({ ...m, line: true })),
      ];
      for (const m of named.sort((a, b) => a.at - b.at)) {
        const x = this.x(m.at);
        if (x === undefined || x < 0 || x > mediaSize.width) continue;
        const width = c.measureText(m.label).width;
        const left = Math.max(2, x + 3 + width > mediaSize.width ? x - 3 - width : x + 3);
        let row = rows.findIndex((end) => end < left);
        if (row < 0) row = rows.push(0) - 1;
        rows[row] = left + width + 4;
        const y = 2 + row * rowHeight;
        if (m.line) {
          c.fillStyle = p.part;
          c.fillRect(Math.round(x), 0, 1, mediaSize.height);
        }
        write(c, m.label, left, y, m.line ? p.part : p.dim, p.paper);
      }
    });
  }

  private names(target: Target): void {
    target.useMediaCoordinateSpace(({ context: c }) => {
      c.font = `${size}px ${this.palette.sans}`;
      c.textBaseline = 'top';
      let lowest = -rowHeight;
      const placed = this.levels.map((l) => ({ label: l.label, stated: l.kind === 'stated', y: this.series.priceToCoordinate(l.value) }));
      for (const l of placed.sort((a, b) => (a.y ?? 0) - (b.y ?? 0))) {
        if (l.y === null) continue;
        const y = Math.max(lowest, l.y - rowHeight);
        write(c, l.label, 4, y, l.stated ? this.palette.part : this.palette.dim, this.palette.paper);
        lowest = y + rowHeight;
      }
    });
  }
}

function write(c: CanvasRenderingContext2D, words: string, x: number, y: number, ink: string, paper: string): void {
  c.fillStyle = paper;
  c.globalAlpha = 0.8;
  c.fillRect(x - 1, y - 1, c.measureText(words).width + 2, rowHeight);
  c.globalAlpha = 1;
  c.fillStyle = ink;
  c.fillText(words, x, y);
}
