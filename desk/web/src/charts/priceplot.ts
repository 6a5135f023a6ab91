// The drawing of prices with Lightweight Charts; fetched when a chart is first shown.

import {
  CandlestickSeries, ColorType, createChart, createSeriesMarkers, CrosshairMode, HistogramSeries, LineSeries, LineStyle,
  type IChartApi, type ISeriesApi, type SeriesMarker, type Time,
} from 'lightweight-charts';

import { price } from '../lib/format';
import type { BarView, Picture } from './barview';
import type { Palette } from './palette.svelte';
import { Uprights } from './uprights';

export interface PricePlot {
  draw(picture: Picture, palette: Palette): void;
  /** point puts the cross on a bar; undefined takes it away */
  point(index: number | undefined): void;
  /** zoom shows a factor of the bars now in sight, around the one pointed at; 0 shows all */
  zoom(factor: number): void;
  end(): void;
}

/** pricePlot draws into a box whose size it follows. moved and chosen tell the bar under the pointer. */
export function pricePlot(box: HTMLElement, moved: (index: number) => void, chosen: (index: number) => void): PricePlot {
  let chart: IChartApi | undefined;
  let series: ISeriesApi<'Candlestick' | 'Line'> | undefined;
  let shown: Picture | undefined;
  let places = new Map<Time, number>();
  let cross: number | undefined;
  let still: HTMLCanvasElement | undefined;

  function draw(picture: Picture, palette: Palette) {
    still?.remove();
    chart?.remove();
    shown = picture;
    const { view } = picture;
    places = new Map(view.bars.map((b, i) => [b.time as Time, i]));
    chart = createChart(box, look(view, palette));
    series = prices(chart, view, palette);
    volumes(chart, view, palette);
    for (const l of picture.levels) {
      series.createPriceLine({
        price: l.value, axisLabelVisible: true, lineVisible: true, lineWidth: 1,
        lineStyle: l.kind === 'stated' ? LineStyle.Dashed : LineStyle.Dotted,
        color: l.kind === 'stated' ? palette.part : palette.dim, axisLabelColor: palette.panel, axisLabelTextColor: palette.ink,
      });
    }
    chart.panes()[0]?.attachPrimitive(new Uprights(picture.uprights, picture.stretches, picture.levels, series, palette));
    createSeriesMarkers(series, markers(picture, palette));
    if (picture.sight && picture.sight < view.bars.length) sight(view.bars.length - picture.sight, view.bars.length - 1);
    else chart.timeScale().fitContent();
    const place = (t: Time | undefined) => (t === undefined ? undefined : places.get(t));
    chart.subscribeCrosshairMove((e) => {
      const i = place(e.time);
      if (i !== undefined && e.sourceEvent) moved(i);
    });
    chart.subscribeClick((e) => {
      const i = place(e.time);
      if (i !== undefined) chosen(i);
    });
    // The library paints with the next frame, and paper waits for none.
    if (matchMedia('print').matches) {
      chart.applyOptions({ autoSize: false });
      chart.resize(box.clientWidth, box.clientHeight, true);
      still = chart.takeScreenshot();
      still.className = 'still';
      box.append(still);
    }
  }

  function sight(from: number, to: number) {
    chart?.timeScale().setVisibleLogicalRange({ from: from - 0.5, to: to + 0.5 });
  }

  return {
    draw,
    point(index) {
      cross = index;
      const bar = index === undefined ? undefined : shown?.view.bars[index];
      if (!chart || !series || !bar || bar.close === null) {
        chart?.clearCrosshairPosition();
        return;
      }
      const now = chart.timeScale().getVisibleLogicalRange();
      if (now && (index! < now.from || index! > now.to)) {
        const half = (now.to - now.from) / 2;
        const middle = Math.max(half - 0.5, Math.min(shown!.view.bars.length - 0.5 - half, index!));
        chart.timeScale().setVisibleLogicalRange({ from: middle - half, to: middle + half });
      }
      chart.setCrosshairPosition(bar.close, bar.time as Time, series);
    },
    zoom(factor) {
      const now = chart?.timeScale().getVisibleLogicalRange();
      if (!chart || !now || !shown) return;
      if (!factor) {
        chart.timeScale().fitContent();
        return;
      }
      const last = shown.view.bars.length - 1;
      const half = Math.max(4, Math.min(last, ((now.to - now.from) * factor) / 2));
      const middle = cross ?? (now.from + now.to) / 2;
      sight(Math.max(0, middle - half), Math.min(last, middle + half));
    },
    end() {
      still?.remove();
      chart?.remove();
      chart = undefined;
    },
  };
}

function look(view: BarView, p: Palette) {
  const line = { color: p.rule };
  const cross = { color: p.strong, labelBackgroundColor: p.ink };
  return {
    autoSize: true,
    layout: { background: { type: ColorType.Solid, color: p.paper }, textColor: p.dim, fontFamily: p.sans, fontSize: 11, attributionLogo: false },
    grid: { vertLines: line, horzLines: line },
    crosshair: { mode: CrosshairMode.Magnet, vertLine: cross, horzLine: cross },
    // Rows of names stand above the bars, volume below.
    rightPriceScale: { borderColor: p.rule, scaleMargins: { top: 0.16, bottom: 0.22 } },
    timeScale: {
      borderColor: p.rule, timeVisible: view.kind === 'intraday', secondsVisible: false, fixLeftEdge: true, fixRightEdge: true,
      lockVisibleTimeRangeOnResize: true, minBarSpacing: 0.1,
    },
    localization: {
      priceFormatter: (x: number) => price(x),
      ...(view.kind === 'daily' && { timeFormatter: (t: Time) => view.bars.find((b) => b.time === t)?.name ?? String(t) }),
    },
    // The wheel scrolls the page; a chart that takes it is a trap.
    handleScroll: { mouseWheel: false, vertTouchDrag: false, horzTouchDrag: true, pressedMouseMove: true },
    handleScale: { mouseWheel: false, pinch: true, axisPressedMouseMove: true, axisDoubleClickReset: true },
    kineticScroll: { mouse: false, touch: false },
  };
}

function prices(chart: IChartApi, view: BarView, p: Palette): ISeriesApi<'Candlestick' | 'Line'> {
  const quiet = { lastValueVisible: false, priceLineVisible: false };
  if (!view.candles) {
    const s = chart.addSeries(LineSeries, { ...quiet, color: p.ink, lineWidth: 2 });
    s.setData(view.bars.map((b) => (b.close === null ? { time: b.time as Time } : { time: b.time as Time, value: b.close })));
    return s;
  }
  // Hollow is up, filled is down: told by shape first, by colour second.
  const s = chart.addSeries(CandlestickSeries, {
    ...quiet, upColor: p.paper, borderUpColor: p.good, wickUpColor: p.good, downColor: p.bad, borderDownColor: p.bad, wickDownColor: p.bad,
  });
  s.setData(
    view.bars.map(({ time, open, high, low, close }) =>
      open === null || high === null || low === null || close === null ? { time: time as Time } : { time: time as Time, open, high, low, close },
    ),
  );
  return s;
}

function volumes(chart: IChartApi, view: BarView, p: Palette): void {
  if (!view.bars.some((b) => b.volume !== null)) return;
  const s = chart.addSeries(HistogramSeries, { priceScaleId: 'volume', color: p.strong, lastValueVisible: false, priceLineVisible: false });
  s.priceScale().applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } });
  s.setData(view.bars.map((b) => (b.volume === null ? { time: b.time as Time } : { time: b.time as Time, value: b.volume })));
}

function markers({ marks, view }: Picture, p: Palette): SeriesMarker<Time>[] {
  const known = new Set(view.bars.map((b) => b.time));
  return marks
    .filter((m) => known.has(m.session))
    .sort((a, b) => (a.session < b.session ? -1 : 1))
    .map((m) => ({ time: m.session as Time, position: 'aboveBar', shape: 'arrowDown', color: p.ink, text: m.letter, size: 0.6 }));
}
