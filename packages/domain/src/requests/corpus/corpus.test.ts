import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { heldOut } from './held-out.ts';
import { type Aspect, type Measured, measure } from './measure.ts';
import { writeReport } from './report.ts';
import { train } from './train.ts';

const page = new URL('../../../../../docs/understanding.md', import.meta.url);
const begin = '<!-- report -->';
const end = '<!-- /report -->';

const trained = measure(train);
const held = measure(heldOut);

const accuracy = ({ aspects }: Measured, aspect: Aspect): number =>
  aspects[aspect].right / aspects[aspect].total;

it('is measured on at least 400 utterances, 80 or more of them held out', () => {
  expect(train.length + heldOut.length).toBeGreaterThanOrEqual(400);
  expect(heldOut.length).toBeGreaterThanOrEqual(80);
  expect(new Set([...train, ...heldOut].map(({ text }) => text)).size).toBeGreaterThan(400);
});

it.each([
  ['intent', 0.95],
  ['agent', 0.9],
  ['split', 0.9],
] as const)('understands the %s of utterances it was not made with', (aspect, least) => {
  expect(accuracy(held, aspect), writeReport(trained, held)).toBeGreaterThanOrEqual(least);
});

it.each(['intent', 'agent', 'split'] as const)('understands the %s of those it was made with', (aspect) => {
  const missed = trained.misses.filter(({ wrong }) => wrong.includes(aspect));
  const texts = missed.map(({ utterance }) => utterance.text);
  expect(accuracy(trained, aspect), texts.join('\n')).toBeGreaterThanOrEqual(0.95);
});

it('is described by the report in the documentation (UPDATE_DOCS=1 writes it anew)', () => {
  const text = readFileSync(page, 'utf8');
  const [before = '', rest = ''] = text.split(begin);
  const after = rest.slice(rest.indexOf(end));
  const expected = `${before}${begin}\n\n${writeReport(trained, held)}\n\n${after}`;
  if (process.env.UPDATE_DOCS === '1') writeFileSync(page, expected);
  else expect(text).toBe(expected);
});
