// Prometheus' text format, read strictly: every sample belongs to a family that was announced, every value is a number.
//
//   const figures = samples(text);
//   figures.value('kefu_http_requests_total', { route: '/v1/cases', method: 'GET', status: '200' })   // 3, or 0
import assert from 'node:assert/strict';

const kName = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const kSample = new RegExp(`^(${kName})(?:\\{(.*)\\})? (\\S+)$`);
const kLabel = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\.)*)"(?:,|$)/;

function labelsOf(text) {
  const labels = {};
  for (let rest = text ?? ''; rest;) {
    const match = kLabel.exec(rest);
    assert.ok(match, `labels ${text}`);
    labels[match[1]] = match[2];
    rest = rest.slice(match[0].length);
  }
  return labels;
}

export function samples(text) {
  assert.ok(text.endsWith('\n'));
  const types = new Map(), found = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const announced = new RegExp(`^# (HELP|TYPE) (${kName}) (.+)$`).exec(line);
    if (announced) {
      if (announced[1] === 'TYPE') types.set(announced[2], announced[3]);
      continue;
    }
    const [, name, labels, value] = kSample.exec(line) ?? assert.fail(line);
    const family = types.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '');
    assert.ok(types.has(family), `${name} has no TYPE`);
    assert.ok(value === '+Inf' || Number.isFinite(Number(value)), line);
    found.push({ name, labels: labelsOf(labels), value: Number(value) });
  }
  const fits = (labels, wanted) => Object.entries(wanted).every(([k, v]) => labels[k] === v);
  return {
    all: found, types,
    value: (name, wanted = {}) => found.filter((s) => s.name === name && fits(s.labels, wanted)).reduce((sum, s) => sum + s.value, 0),
  };
}
