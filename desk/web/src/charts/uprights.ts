// Moments and stretches of time, drawn behind the bars with their names at the
// top; names that would cover each other stand in rows.

import type { IPanePrimitive, IPanePrimitivePaneView, IPrimitivePaneRenderer, Logical, PaneAttachedParameter, Time } from 'lightweight-charts';

import type { Stretch, Upright } from './barview';
import type { Palette } from './palette.svelte';

type Target = Parameters<IPrimitivePaneRenderer['draw']>[0];

const rowHeight = 14;
const size = 11;

export class Uprights implements IPanePrimitive<Time> {
  private chart: PaneAttachedParameter<Time>['chart'] | undefined;

  constructor(
    private readonly moments: Upright[],
    private readonly stretches: Stretch[],
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
    ];
  }

  private x(place: number): number | undefined {
    // The library's type asks for whole places; its arithmetic does not.
    return this.chart?.timeScale().logicalToCoordinate(place as Logical) ?? undefined;
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
        c.fillStyle = p.paper;
        c.globalAlpha = 0.8;
        c.fillRect(left - 1, y - 1, width + 2, rowHeight);
        c.globalAlpha = 1;
        c.fillStyle = m.line ? p.part : p.dim;
        c.fillText(m.label, left, y);
      }
    });
  }
}
