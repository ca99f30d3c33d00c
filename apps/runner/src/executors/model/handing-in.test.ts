import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { findReviewFlaws, toVerdicts } from '../../proof/reviewer/verdict.ts';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { filesAtHand } from './files-at-hand.ts';
import { openView } from './open-talk.ts';
import { quote } from './quote.ts';
import { Submission, submitTool } from './submission.ts';

async function makeView() {
  const folder = await tempFolder();
  await writeFile(join(folder, 'wide.txt'), `${'w'.repeat(1_000_000)}\nshort\n`);
  return openView(folder, folder, { hasIgnored: true });
}
const cited = { path: 'wide.txt', from_line: 1, to_line: 2 };

it('quotes a part of a line that is long', async () => {
  const [place, lines] = await quote(cited, await makeView());
  expect(place).toBe('`wide.txt:1-2`');
  expect(lines).toBe(`    ${'w'.repeat(400)}… (1000000 characters)\n    short`);
});

it('reads a file that is cited many times once', async () => {
  const view = await makeView();
  const files = filesAtHand(view);
  const found = await files.find('wide.txt');
  expect(await files.find('wide.txt')).toBe(found);
  for (const name of ['a', 'b', 'c', 'd']) await files.find(name);
  expect(await files.find('wide.txt'), 'few are held').not.toBe(found);
});

it('looks for no more flaws than it tells', async () => {
  const asked: string[] = [];
  const files = {
    find: (path: string) => {
      asked.push(path);
      return Promise.resolve(`There is no file "${path}".`);
    },
  };
  const citations = Array.from({ length: 20 }, (_, index) => ({ ...cited, path: `${index}.txt` }));
  const criteria = Array.from({ length: 50 }, (_, index) => ({
    ...{ number: index + 1, met: 'yes' as const, why: 'So.', citations },
  }));
  expect(await findReviewFlaws({ criteria }, 50, files)).toHaveLength(20);
  expect(asked).toHaveLength(20);
});

it('cuts the words of a verdict to what a result may carry', async () => {
  const criteria = [{ number: 1, met: 'no' as const, why: 'w'.repeat(2_000), citations: [cited] }];
  const longer = (text: string): string => `${text}${text}`;
  const [verdict] = await toVerdicts({ criteria }, ['c'.repeat(15_000)], await makeView(), longer);
  expect(verdict?.criterion).toHaveLength(20_000);
  expect(verdict?.why).toHaveLength(2_000);
});

it('looks at one hand-over at a time, and at none once one was taken', async () => {
  const submission = new Submission<{ name: string }>();
  const begun: string[] = [];
  let active = 0;
  let most = 0;
  const submit = submitTool({
    ...{ description: '', schema: z.object({ name: z.string() }), submission, clean: (text: string) => text },
    findFlaws: async ({ name }) => {
      begun.push(name);
      most = Math.max(most, ++active);
      await new Promise(setImmediate);
      active -= 1;
      return name === 'good' ? [] : ['It is bad.'];
    },
  });
  const hand = async (name: string) => await submit.execute?.({ name }, { toolCallId: name, messages: [] });
  const told = await Promise.all(['bad', 'good', 'late'].map(hand));
  expect(told).toEqual(['Refused:\nIt is bad.', 'Taken.', 'The talk is over.']);
  expect(begun).toEqual(['bad', 'good']);
  expect(most).toBe(1);
});
