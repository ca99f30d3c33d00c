import type { DecisionRecord, DiscussionOption } from '@overmind/contracts/entities/discussion';
import { document, line, quote, section } from './lines.ts';

/** The decision as a document. */
export function renderDecision(record: DecisionRecord): string {
  const { votes, dissent } = record;
  return document([
    `# Decision: ${line(record.title)}`,
    `Goal: ${line(record.goal)}`,
    quote(record.decision),
    `Proposed by ${speaker(record.proposed_by)} as ${record.proposal}; accepted in round ${record.round} by the rule ` +
      `"${ruleNames[record.rule]}": ${counts(votes)}. Decided on ${record.decided_at.slice(0, 10)}.`,
    record.summary === null ? '' : quote(record.summary),
    section('Reasons', record.reasons.map(line)),
    section('Conditions', record.conditions.map(line)),
    section(
      'Dissent',
      dissent.map(({ by, choice, reason }) => `${speaker(by)} (${choiceNames[choice]}): ${line(reason)}`),
    ),
    section('Risks', record.risks.map(line)),
    section('Next actions', record.next_actions.map(line)),
  ]);
}

/** What there is to choose from when a discussion ended without a decision. */
export function renderOptions(goal: string, reason: string, options: readonly DiscussionOption[]): string {
  return document([
    '# No decision',
    `Goal: ${line(goal)}`,
    `Ended because ${line(reason)}.`,
    ...options.flatMap((option) => [
      `## ${option.proposal}: ${line(option.title)}`,
      `By ${speaker(option.by)}: ${option.votes === null ? 'not voted on' : counts(option.votes)}.`,
      quote(option.content),
      option.objections.length === 0
        ? ''
        : ['Objections:', '', ...option.objections.map((each) => `- ${line(each)}`)].join('\n'),
    ]),
  ]);
}

const ruleNames: Record<DecisionRecord['rule'], string> = {
  ...{ unanimous: 'unanimous', two_thirds: 'two thirds by weight', majority: 'majority' },
  facilitator: 'the facilitator decides',
};
const choiceNames: Record<DecisionRecord['dissent'][number]['choice'], string> = {
  ...{ approve: 'approved', approve_with_changes: 'approved with changes', reject: 'rejected' },
  abstain: 'abstained',
};

/** A key as `quality_assurance` is read as words. */
const speaker = (key: string): string => line(key.replaceAll('_', ' '));

const counts = ({ approve, reject, abstain }: DecisionRecord['votes']): string =>
  `${approve} for, ${reject} against, ${abstain} abstained`;
