// The drawing of a CAAR path with uPlot; fetched when a chart is first shown.

import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

import { num } from '../lib/format';
import { hasBand, type CaarStep } from './caar';
import type { Palette } from './palette.svelte';

export interface CaarPlot {
  draw(path: CaarStep[], scale: number, unit: 'pct' | 'number', palette: Palette): void;
  /** point moves the cross to the step of that index */
  point(index: number): void;
  end(): void;
}

/** caarPlot draws into a box whose size it follows; moved tells the step under the pointer. */
export function caarPlot(box: HTMLElement, moved: (index: number) => void): CaarPlot {
  let chart: uPlot | undefined;
  let at = -1;

  const watch = new ResizeObserver(() => chart?.setSize({ width: box.clientWidth, height: box.clientHeight }));
  watch.observe(box);

  function cross(u: uPlot) {
    const x = u.data[0][at];
    const y = u.data[3]![at];
    if (x === undefined || y === null || y === undefined) return;
    const { left, top, width, height } = u.bbox;
    const cx = u.valToPos(x, 'x', true);
    const cy = u.valToPos(y, 'y', true);
    const c = u.ctx;
    c.save();
    c.strokeStyle = ink;
    c.lineWidth = devicePixelRatio;
    c.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
    c.beginPath();
    c.moveTo(cx, top);
    c.lineTo(cx, top + height);
    c.moveTo(left, cy);
    c.lineTo(left + width, cy);
    c.stroke();
    c.fillStyle = ink;
    c.beginPath();
    c.arc(cx, cy, 3.5 * devicePixelRatio, 0, 2 * Math.PI);
    c.fill();
    c.restore();
  }

  // Day 0 and zero are where a path is read from.
  function origin(u: uPlot, p: Palette) {
    const { left, top, width, height } = u.bbox;
    const c = u.ctx;
    const x = u.valToPos(0, 'x', true);
    const y = u.valToPos(0, 'y', true);
    c.save();
    c.lineWidth = devicePixelRatio;
    c.strokeStyle = p.strong;
    c.beginPath();
    if (y >= top && y <= top + height) {
      c.moveTo(left, y);
      c.lineTo(left + width, y);
    }
    if (x >= left && x <= left + width) {
      c.moveTo(x, top);
      c.lineTo(x, top + height);
    }
    c.stroke();
    if (x >= left && x <= left + width) {
      c.fillStyle = p.dim;
      c.font = `${11 * devicePixelRatio}px ${p.sans}`;
      const right = x > left + 0.75 * width;
      c.textAlign = right ? 'right' : 'left';
      c.textBaseline = 'top';
      c.fillText('event day', x + (right ? -5 : 5) * devicePixelRatio, top + 3 * devicePixelRatio);
    }
    c.restore();
  }

  let ink = '#000';

  function options(unit: string, p: Palette, steps: number): uPlot.Options {
    const axis = { stroke: p.dim, font: `12px ${p.sans}`, grid: { stroke: p.rule, width: 1 }, ticks: { stroke: p.rule, width: 1 } };
    return {
      width: box.clientWidth,
      height: box.clientHeight,
      legend: { show: false },
      cursor: { drag: { x: false, y: false, setScale: false }, x: false, y: false, points: { show: false } },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      scales: {
        x: { time: false, range: (_u, min, max) => [min - 0.5, max + 0.5] },
        // Zero belongs to every picture of abnormal returns.
        y: { range: (_u, min, max) => pad(Math.min(0, min), Math.max(0, max)) },
      },
      axes: [
        { ...axis, label: 'event day (sessions)', labelFont: `12px ${p.sans}`, labelSize: 22, size: 34, incrs: [1, 2, 5, 10, 20, 50, 100], values: (_u, at) => at.map((v) => (v > 0 ? '+' : '') + num(v, 0)) },
        { ...axis, size: 66, values: (_u, at, _i, _s, step) => at.map((v) => num(v, places(step)) + (unit === 'pct' ? ' %' : '')) },
      ],
      series: [
        {},
        { stroke: p.strong, width: 1, dash: [4, 3], points: { show: false } },
        { stroke: p.strong, width: 1, dash: [4, 3], points: { show: false } },
        // Last, so that the band does not cover it.
        { stroke: p.ink, width: 2, points: { show: steps <= 60, size: 5, fill: p.ink } },
      ],
      bands: [{ series: [2, 1], fill: p.openWash }],
      hooks: {
        drawAxes: [(u) => origin(u, p)],
        draw: [cross],
        setCursor: [
          (u) => {
            if (typeof u.cursor.idx === 'number' && u.cursor.left !== undefined && u.cursor.left >= 0) moved(u.cursor.idx);
          },
        ],
      },
    };
  }

  return {
    draw(path, scale, unit, palette) {
      chart?.destroy();
      ink = palette.ink;
      const end = (of: 'low' | 'high') => path.map((s) => (hasBand(s) ? s[of] * scale : null));
      chart = new uPlot(options(unit, palette, path.length), [path.map((s) => s.day), end('low'), end('high'), path.map((s) => s.mean * scale)], box);
    },
    point(index) {
      at = index;
      chart?.redraw(false);
    },
    end() {
      watch.disconnect();
      chart?.destroy();
    },
  };
}

/** places are the decimals that tell one grid line from the next. */
function places(step: number): number {
  for (let n = 0; n < 4; n++) if (Math.abs(step * 10 ** n - Math.round(step * 10 ** n)) < 1e-6) return n;
  return 4;
}

function pad(min: number, max: number): [number, number] {
  const by = (max - min || 1) * 0.06;
  return [min - by, max + by];
}
