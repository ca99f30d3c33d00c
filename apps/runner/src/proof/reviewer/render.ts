import type { CriteriaReview, CriterionVerdict } from '@overmind/contracts/entities/criteria-review';
import type { CitedFiles } from '../../executors/model/files-at-hand.ts';
import { oneLine, quote } from '../../executors/model/quote.ts';

const words: Record<CriterionVerdict['met'], string> = { yes: 'met', no: 'not met', unclear: 'unclear' };

/** The review as Markdown, with the cited lines quoted. Text of the model stays text of the model. */
export async function renderReview(
  review: CriteriaReview,
  taskKey: string,
  view: CitedFiles,
): Promise<string> {
  const parts = [`# Review of ${taskKey}`, `_By ${review.reviewer} (${review.model})._`];
  if (review.is_of_description)
    parts.push('The task has no acceptance criteria, so it was judged by its description.');
  for (const { number, criterion, met, why, citations } of review.criteria) {
    parts.push(
      `- [${met === 'yes' ? 'x' : ' '}] ${number}. ${oneLine(criterion)}: **${words[met]}.** ${oneLine(why)}`,
    );
    for (const citation of citations) parts.push(...(await quote(citation, view)));
  }
  return `${parts.join('\n\n')}\n`;
}
