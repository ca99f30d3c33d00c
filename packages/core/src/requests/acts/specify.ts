import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { NewSpec } from '@overmind/contracts/entities/spec';
import { toSpecRef } from '@overmind/db/queries/specs/specs';
import { titleOfGoal } from '@overmind/domain/discussions/title';
import { endingOf } from '@overmind/domain/replies/permission';
import { makeSpecIn } from '../../specs/create.ts';
import { type Answer, answerWith } from '../say.ts';
import { requireRole, type Turn } from '../turn.ts';
import { findJustEnded, makeOfDecision, nameOption } from './decisions.ts';
import { recordAct } from './record.ts';

const subjectLead =
  /^.*?\b(?:spec(?:ification|ify)?)\b(?:\s+(?:out|about|through|for|of|on|over|a|an|the|whether))*\s*/i;
const maxSubject = 2_000;
const hasWords = /[\p{L}\p{N}]{2}/u;

/** What a spec is to be about. */
function subjectOf({ words }: UnderstoodRequest, text: string): string {
  const subject = (words ?? text.replace(subjectLead, '')).replace(/\s+/g, ' ').replace(/[.!?\s]+$/, '');
  return [...subject.trim()].slice(0, maxSubject).join('');
}

/**
 * Begins a spec of what was said; of an option, where a discussion was spoken of, and of the decision, where that was just
 * told of and nothing else is named.
 */
export async function specify(turn: Turn, understood: UnderstoodRequest): Promise<Answer> {
  requireRole(turn, 'operator');
  const goal = subjectOf(understood, turn.request.text);
  const isNamed = hasWords.test(goal) && !/^(?:it|that|this|them|those)$/i.test(goal);
  const option = await nameOption(turn, goal);
  if (option !== null) return makeOfDecision(turn, { ...understood, words: option }, 'spec');
  const ended = isNamed ? null : await findJustEnded(turn);
  if (ended !== null) return makeOfDecision(turn, { ...understood, words: `(${endingOf(ended)})` }, 'spec');
  if (!isNamed)
    return answerWith({ kind: 'clarify', question: 'What shall the spec be about?', choices: [] });
  const input = NewSpec.parse({ goal });
  const made = await makeSpecIn(turn.w, turn.projectId, {
    ...{ title: titleOfGoal(input.goal), goal: input.goal, discussionId: null, texts: {} },
  });
  const spec = toSpecRef(made);
  await recordAct(turn, 'spec', { subject: `**${spec.key}** ${spec.title}` });
  return { ...answerWith({ kind: 'specified', spec }), spec };
}
