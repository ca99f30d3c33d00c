import type { CriterionVerdict } from '@overmind/contracts/entities/criteria-review';
import { z } from 'zod';
import type { CitedFiles } from '../../executors/model/files-at-hand.ts';
import { citedLines, oneLine } from '../../executors/model/quote.ts';

const Cited = z.object({
  path: z.string().min(1).max(1_024).describe('file inside the repository'),
  from_line: z.number().int().min(1),
  to_line: z.number().int().min(1),
  quote: z.string().max(4_000).optional().describe('words that stand in these lines'),
});
type Cited = z.infer<typeof Cited>;

/** What a reviewer hands in. */
export const SubmittedReview = z.object({
  criteria: z
    .array(
      z.object({
        number: z.number().int().describe('of the acceptance criterion'),
        met: z.enum(['yes', 'no', 'unclear']),
        why: z.string().min(1).max(2_000),
        citations: z.array(Cited).max(20).describe('the lines that show it; "yes" needs some'),
      }),
    )
    .max(50)
    .describe('one for each acceptance criterion, by its number'),
});
export type SubmittedReview = z.infer<typeof SubmittedReview>;
type Judged = SubmittedReview['criteria'][number];

const longestCitation = 200;
const mostFlaws = 20;
/** As much as a verdict may carry. */
const most = { criterion: 20_000, why: 2_000, path: 1_024 };

/** What is wrong with a review, for the reviewer to put right: criteria left out or judged twice, and lines that prove nothing. */
export async function findReviewFlaws(
  { criteria }: SubmittedReview,
  count: number,
  view: CitedFiles,
): Promise<string[]> {
  const flaws: string[] = [];
  for (let number = 1; number <= count; number++) {
    const times = criteria.filter((each) => each.number === number).length;
    if (times !== 1) flaws.push(`Judge criterion ${number} once; it is judged ${times} times.`);
  }
  for (const judged of criteria) {
    if (judged.number < 1 || judged.number > count) flaws.push(`There is no criterion ${judged.number}.`);
    if (judged.met === 'yes' && judged.citations.length === 0)
      flaws.push(`Cite the lines that show that criterion ${judged.number} is met.`);
    for (const citation of judged.citations) {
      if (flaws.length >= mostFlaws) break;
      flaws.push(...(await flawsOf(citation, view)));
    }
  }
  return [...new Set(flaws)].slice(0, mostFlaws);
}

async function flawsOf(citation: Cited, view: CitedFiles): Promise<string[]> {
  const { path, from_line: from, to_line: to, quote } = citation;
  const lines = await citedLines(citation, view);
  if (typeof lines === 'string') return [lines];
  const place = `${path}:${from}-${to}`;
  if (lines.length > longestCitation)
    return [`${place} is too much; cite the ${longestCitation} lines that show it at most.`];
  const cited = oneLine(lines.join(' '));
  if (cited === '') return [`${place} is blank, which shows nothing.`];
  return quote === undefined || cited.includes(oneLine(quote))
    ? []
    : [`What is quoted does not stand in ${place}.`];
}

/** The review in the order of the criteria, with the words of the task and the names that the repository gives its files. */
export async function toVerdicts(
  review: SubmittedReview,
  criteria: readonly string[],
  view: CitedFiles,
  clean: (text: string) => string,
): Promise<CriterionVerdict[]> {
  const verdicts: CriterionVerdict[] = [];
  for (const [index, criterion] of criteria.entries()) {
    const judged = review.criteria.find((each) => each.number === index + 1);
    if (judged === undefined) continue;
    const { number, met, why } = judged;
    const citations = await citedBy(judged, view);
    const words = {
      criterion: clean(criterion).slice(0, most.criterion),
      why: clean(why).slice(0, most.why),
    };
    verdicts.push({ number, met, citations, ...words });
  }
  return verdicts;
}

async function citedBy({ citations }: Judged, view: CitedFiles): Promise<CriterionVerdict['citations']> {
  const cited: CriterionVerdict['citations'] = [];
  for (const { path, from_line, to_line } of citations) {
    const found = await view.find(path);
    if (typeof found !== 'string') cited.push({ path: found.path.slice(0, most.path), from_line, to_line });
  }
  return cited;
}

/** Every criterion is met, and lines show it. */
export const isSatisfied = (verdicts: readonly CriterionVerdict[], count: number): boolean =>
  count > 0 &&
  verdicts.length === count &&
  verdicts.every(({ met, citations }) => met === 'yes' && citations.length > 0);

/** "1 of 3 criteria is not met: 2. Totals are rounded (nothing rounds them)" */
export function unmetWords(verdicts: readonly CriterionVerdict[]): string {
  const unmet = verdicts.filter(({ met }) => met !== 'yes');
  const count = `${unmet.length} of ${verdicts.length} criteria ${unmet.length === 1 ? 'is' : 'are'} not met`;
  const shown = unmet.slice(0, 3).map(({ number, criterion, why, met }) => {
    const doubt = met === 'unclear' ? 'unclear: ' : '';
    return `${number}. ${oneLine(criterion).slice(0, 200)} (${doubt}${oneLine(why).slice(0, 300)})`;
  });
  return `${count}: ${shown.join('; ')}`;
}
