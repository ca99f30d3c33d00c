import { expect, it } from 'vitest';
import { changeLabels } from './label-changes.ts';

it.each([
  [['slow'], ['+gpu', '-slow'], ['gpu']],
  [['eu'], ['+eu', '+gpu'], ['eu', 'gpu']],
  [['eu'], ['-gone'], ['eu']],
  [['eu'], [], ['eu']],
])('of %j and %j makes %j', (labels, changes, after) => {
  expect(changeLabels(labels, changes)).toEqual(after);
});

it.each([['gpu'], ['+'], ['-'], ['--gpu'], ['']])('takes %j for neither', (change) => {
  expect(changeLabels(['eu'], [change])).toBeNull();
});
