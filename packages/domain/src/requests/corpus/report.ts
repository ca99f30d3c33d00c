import type { Measured, Score } from './measure.ts';

const percent = ({ right, total }: Score): string => (total === 0 ? '' : ((100 * right) / total).toFixed(1));
const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** What a measurement found, as the tables of the documentation; names no utterance. */
export function writeReport(train: Measured, heldOut: Measured): string {
  return [
    '### By aspect',
    '',
    row('aspect', 'train', 'right of', 'held-out', 'right of'),
    row('---', '---:', '---:', '---:', '---:'),
    ...Object.entries(heldOut.aspects).map(([aspect, score]) => {
      const trained = train.aspects[aspect as keyof Measured['aspects']];
      return row(aspect, percent(trained), trained.total, percent(score), score.total);
    }),
    '',
    '### By intent (held-out)',
    '',
    row('intent', 'right', 'of', 'percent'),
    row('---', '---:', '---:', '---:'),
    ...[...heldOut.intents]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([intent, score]) => row(intent, score.right, score.total, percent(score))),
    '',
    '### Confusions (held-out)',
    '',
    row('meant', 'taken for', 'times'),
    row('---', '---', '---:'),
    ...heldOut.confusions.map(({ expected, taken, count }) => row(expected, taken, count)),
  ].join('\n');
}
