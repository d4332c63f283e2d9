'use strict';
const report = JSON.parse(document.getElementById('report').textContent);
const COLOURS = ['#2e6fdb', '#e07b00', '#12805c', '#a11d8f'];
const KINDS = {drill: '#475467', breaker: '#7a5af8', view: '#0ba5ec', bridge: '#12b76a'};
const regions = [...new Set(report.seconds.map(s => s.region))].sort();
const [healAt, healedAt] = report.span_seconds;
const byId = id => document.getElementById(id);
const ms = v => v === null || v === undefined ? '–' : v >= 10000 ? (v / 1000).toFixed(1) + ' s' : v.toFixed(v < 10 ? 1 : 0) + ' ms';
const percent = v => (100 * v).toFixed(v < 0.1 ? 1 : 0) + ' %';

function cell(row, text, kind, tag = 'td') {
  const td = document.createElement(tag);
  td.textContent = text;
  if (kind) td.className = kind;
  row.append(td);
}

/** Columns are [heading, of a row, class]. */
function table(id, rows, columns, headless) {
  const at = byId(id);
  if (!headless) {
    const head = at.insertRow();
    columns.forEach(([name, , kind]) => cell(head, name, kind === 'number' ? kind : '', 'th'));
  }
  rows.forEach(row => {
    const line = at.insertRow();
    columns.forEach(([, of, kind]) => cell(line, of(row), typeof kind === 'function' ? kind(row) : kind));
  });
}

function tile(value, what) {
  const box = document.createElement('div');
  box.className = 'tile';
  const number = document.createElement('b');
  number.textContent = value;
  const text = document.createElement('span');
  text.textContent = what;
  box.append(number, text);
  byId('tiles').append(box);
}

function text() {
  byId('outcome').textContent = report.outcome;
  byId('outcome').classList.add(report.outcome);
  byId('drill').textContent = report.drill;
  byId('about').textContent = `${report.about} Mode ${report.mode}: ${report.scope}.`;
  report.reasons.forEach(reason => {
    const item = document.createElement('li');
    item.textContent = reason;
    byId('reasons').append(item);
  });
  const r = report.recovery, d = report.data;
  const during = report.callers.filter(c => c.part === 'during');
  tile(ms(r.total), `recovery: detection ${ms(r.detection)}, rerouting ${ms(r.rerouting)}`);
  tile(ms(report.return_millis), 'return, after the heal');
  tile(String(during.reduce((sum, c) => sum + c.failed, 0)), `failed of ${during.reduce((sum, c) => sum + c.failed + c.answered, 0)} during the fault`);
  tile(`${d.missing} of ${d.acknowledged}`, `acknowledged writes missing in the end; ${d.missing_away} while away`);
  tile(`${d.violated} of ${d.judged}`, 'checks of what was promised violated');
  tile(`${report.openings} / ${report.closings}`, 'breakers opened / closed');
}

function tables() {
  table('bars', report.bars, [
    ['', b => b.what], ['measured', b => b.measured], ['asked', b => b.bound],
    ['', b => b.met ? 'met' : 'MISSED', b => b.met ? 'met' : 'missed']]);
  table('callers', report.callers, [
    ['region', c => c.region], ['', c => c.part], ['answered', c => c.answered, 'number'],
    ['failed', c => c.failed + (c.failures ? ' ' + c.failures : ''), 'number'], ['elsewhere', c => c.away, 'number'],
    ['p50', c => ms(c.p50_millis), 'number'], ['p99', c => ms(c.p99_millis), 'number'], ['slowest', c => ms(c.slowest_millis), 'number']]);
  table('channels', Object.entries(report.recovery.channels).sort((a, b) => a[1] - b[1]),
    [['percentile', e => e[0]], ['recovered after', e => ms(e[1]), 'number']]);
  const d = report.data;
  table('data', [
    ['writes acknowledged', d.acknowledged], ['of them missing in the end', d.missing],
    ['missing elsewhere while away', d.missing_away], ['of them for every region', d.missing_away_every_region],
    ['age of the oldest of those, at the fault', ms(d.rpo_millis)], ['deleted, and there again', d.resurrected],
    ['repeated, with a second effect', d.duplicated], ['pages out of order', d.reordered],
    ['stale without a word', d.stale], ['degraded by their own word', d.declared],
    ['outcome unknown to the caller', d.unknown], ['of them applied', d.unknown_applied],
    ['channels that could not be read', d.unswept]],
    [['', e => e[0]], ['', e => e[1], 'number']], true);
  const parts = ['before', 'during', 'after'].filter(p => report.usage[p]);
  const usage = (name, of) => [name, ...parts.map(p => of(report.usage[p]))];
  const per = u => u.asked ? u.database_reads / u.asked : 0;
  table('usage', [
    usage('reads asked', u => u.asked), usage('queries of databases', u => u.database_reads),
    usage('queries for a read', u => per(u).toFixed(2)), usage('reads coalesced', u => percent(Math.max(0, 1 - per(u)))),
    usage('requests at nodes', u => u.requests), usage('retries', u => u.retries), usage('hedges', u => u.hedges),
    usage(`of the requests (at most ${percent(report.most_repeated)})`, u => percent(u.requests ? (u.retries + u.hedges) / u.requests : 0)),
    usage('refused by the budget', u => u.refused)],
    [['', e => e[0]], ...parts.map((p, i) => [p, e => e[i + 1], 'number'])]);
  byId('violated').hidden = report.violations.length === 0;
  report.violations.forEach(v => {
    const item = document.createElement('li');
    item.textContent = v;
    byId('violations').append(item);
  });
  table('evidence', report.evidence, [
    ['done', e => e.what], ['seen', e => e.seen ? 'yes' : 'NO', e => e.seen ? 'met' : 'missed'], ['told', e => e.told]]);
  byId('since').hidden = !report.difference;
  if (report.difference) {
    const last = report.difference;
    byId('last').textContent = `${last.started}: ${last.outcome}${last.same_config ? '' : ', of another configuration'}`;
    table('difference', last.changes, [
      ['', c => c.what], ['then', c => c.before.toFixed(1), 'number'], ['now', c => c.now.toFixed(1), 'number']]);
  }
  table('events', report.events, [
    ['second', e => e.seconds.toFixed(2), 'number'], ['', e => e.kind, 'word'], ['who', e => e.who, 'word'], ['what', e => e.what]]);
  const p = report.provenance;
  table('provenance', [
    ['started', p.started], ['took', p.seconds.toFixed(0) + ' s'], ...Object.entries(p.versions),
    ['configuration', p.config_hash], ['seed', p.seed], ['again', p.command],
    ...Object.entries(report.failures).map(([code, said]) => ['first ' + code, said])],
    [['', e => e[0]], ['', e => e[1]]], true);
}

// The first and the last second are not whole.
const seconds = [...new Set(report.seconds.map(s => s.second))].sort((a, b) => a - b).slice(1, -1);
const of = (region, key) => {
  const values = new Map(report.seconds.filter(s => s.region === region).map(s => [s.second, s[key]]));
  return seconds.map(s => values.has(s) ? values.get(s) : null);
};
const from = seconds.length ? seconds[0] : 0, to = seconds.length ? seconds[seconds.length - 1] + 1 : 1;

/** Shades the fault and its healing, and marks what happened. */
const spans = {hooks: {drawClear: u => {
  const {ctx} = u, {left, top, width, height} = u.bbox;
  const x = s => Math.min(left + width, Math.max(left, u.valToPos(s, 'x', true)));
  const shade = (a, b, colour) => { ctx.fillStyle = colour; ctx.fillRect(x(a), top, x(b) - x(a), height); };
  ctx.save();
  shade(0, healAt, 'rgba(217, 45, 32, .10)');
  shade(healAt, healedAt, 'rgba(247, 144, 9, .13)');
  if (u.root.parentElement.id !== 'happened') {
    report.events.filter(e => e.kind === 'breaker' || e.kind === 'view').forEach(e => {
      if (e.seconds < from || e.seconds > to) return;
      ctx.strokeStyle = KINDS[e.kind];
      ctx.globalAlpha = .55;
      ctx.lineWidth = devicePixelRatio;
      ctx.setLineDash([4, 3]);
      ctx.beginPath();
      ctx.moveTo(x(e.seconds), top);
      ctx.lineTo(x(e.seconds), top + height);
      ctx.stroke();
    });
  }
  ctx.restore();
}}};

const sync = uPlot.sync('drill');
const axis = (label, format) => ({label, size: 74, labelSize: 18, values: (u, all) => all.map(v => v === null ? '' : format(v))});

function plot(id, height, series, data, y, scale) {
  const at = byId(id);
  const chart = new uPlot({
    width: at.clientWidth - 14, height, plugins: [spans],
    cursor: {sync: {key: sync.key}, drag: {x: true, y: false}},
    scales: {x: {time: false, range: (u, a, b) => a === null || u.data[0].length === 0 || (a <= u.data[0][0] && b >= u.data[0][u.data[0].length - 1]) ? [from, to] : [a, b]}, y: scale},
    axes: [{values: (u, all) => all.map(v => v + ' s')}, y],
    series: [{label: 'second', value: (u, v) => v === null ? '–' : v + ' s'}, ...series],
  }, data, at);
  addEventListener('resize', () => chart.setSize({width: at.clientWidth - 14, height}));
  return chart;
}

function plots() {
  const line = (label, i, more) => ({label, stroke: COLOURS[i % COLOURS.length], width: 2, points: {show: false}, ...more});
  plot('latency', 250,
    regions.flatMap((r, i) => [
      line(`${r} p99`, i, {value: (u, v) => ms(v)}),
      line(`${r} p50`, i, {value: (u, v) => ms(v), dash: [5, 4], width: 1.5})]),
    [seconds, ...regions.flatMap(r => [of(r, 'p99_millis'), of(r, 'p50_millis')])],
    axis('ms, logarithmic', v => v), {distr: 3});
  plot('goodput', 230,
    regions.flatMap((r, i) => [
      line(`${r} answered`, i),
      line(`${r} failed`, i, {stroke: '#d92d20', dash: [2, 3], fill: i ? undefined : 'rgba(217,45,32,.15)'})]),
    [seconds, ...regions.flatMap(r => [of(r, 'goodput'), of(r, 'failed')])],
    axis('requests/s', v => v), {range: (u, a, b) => [0, Math.max(1, b) * 1.1]});
  plot('away', 170, regions.map((r, i) => line(r, i, {value: (u, v) => v === null ? '–' : v.toFixed(0) + ' %'})),
    [seconds, ...regions.map(r => {
      const good = of(r, 'goodput');
      return of(r, 'away').map((v, i) => v === null ? null : good[i] ? 100 * v / good[i] : 0);
    })],
    axis('%', v => v), {range: [0, 105]});
  const lanes = Object.keys(KINDS);
  const events = report.events.filter(e => e.seconds >= from && e.seconds <= to);
  const happened = plot('happened', 170,
    lanes.map(kind => ({label: kind, stroke: KINDS[kind], paths: () => null, points: {show: true, size: 8, fill: KINDS[kind]}, value: () => ''})),
    [events.map(e => e.seconds), ...lanes.map((kind, i) => events.map(e => e.kind === kind ? lanes.length - i : null))],
    {size: 74, labelSize: 18, label: ' ', splits: lanes.map((_, i) => lanes.length - i), values: (u, all) => all.map(v => lanes[lanes.length - v] || '')},
    {range: [0.4, lanes.length + .6]});
  happened.over.addEventListener('mousemove', () => {
    const at = happened.cursor.idx;
    if (at === null || at === undefined || !events[at]) return;
    const near = events.filter(e => Math.abs(e.seconds - events[at].seconds) < .05);
    byId('told').textContent = near.map(e => `${e.seconds.toFixed(2)} s ${e.who}: ${e.what}`).join(' · ');
  });
}

text();
tables();
if (seconds.length) plots();
