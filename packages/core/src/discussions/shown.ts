import type {
  Concern,
  DecisionRecord,
  DiscussionOption,
  Proposal,
  Vote,
} from '@overmind/contracts/entities/discussion';
import type {
  DiscussionDetail,
  DiscussionNote,
  DiscussionQuestion,
  ShownOption,
  ShownProposal,
  ShownRecord,
} from '@overmind/contracts/entities/discussion-room';

/*
 * What of a discussion is shown at once is bounded, however long it went on and whoever spoke in it: one step of it
 * always fits into a frame, and so does its end. Long texts show their beginning and say how much is missing.
 */
const contentChars = 2_000;
const lineChars = 400;
const ballotChars = 300;
const recordChars = 4_000;
const mostPoints = 30;
const mostObjections = 8;
const mostWhole = 20;
const mostOptions = 20;
const mostConcerns = 300;
const mostNotes = 200;

const left = (text: string, most: number): number => Math.max(0, text.length - most);

/** The beginning of a text, and how much of it is missing. */
export function clip(text: string, most: number): string {
  const missing = left(text, most);
  if (missing === 0) return text;
  return `${text.slice(0, most).toWellFormed()}… (${missing.toLocaleString('en-US')} more characters)`;
}

const longestMark = 100;

/** What fits into `most` with the mark of what is missing, for a text that goes elsewhere. */
export function clipWithin(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most - longestMark).toWellFormed();
  const missing = (text.length - kept.length).toLocaleString('en-US');
  return `${kept}… (${missing} more characters; the whole stands in the discussion)`;
}

const clipPoints = (points: readonly string[], most = mostPoints): string[] => {
  const shown = points.slice(0, most).map((point) => clip(point, lineChars));
  return points.length <= most
    ? shown
    : [...shown, `… (${(points.length - most).toLocaleString('en-US')} more)`];
};

function withContent<T extends { content: string }>(shown: T, most: number): T & { more_chars?: number } {
  const missing = left(shown.content, most);
  return missing === 0 ? shown : { ...shown, content: clip(shown.content, most), more_chars: missing };
}

/** What was replaced is shown by less of it, and so is what lies beyond as many as find room on the table. */
export function shownProposals(proposals: readonly Proposal[]): ShownProposal[] {
  let room = mostWhole;
  return proposals.map((proposal) => {
    const isOnTable = proposal.status !== 'superseded' && room > 0;
    if (isOnTable) room -= 1;
    return withContent(proposal, isOnTable ? contentChars : lineChars);
  });
}

export const shownOptions = (options: readonly DiscussionOption[]): ShownOption[] =>
  options.slice(0, mostOptions).map((option) => ({
    ...withContent(option, contentChars),
    objections: clipPoints(option.objections, mostObjections),
  }));

export function shownRecord(record: DecisionRecord): ShownRecord {
  const missing = left(record.decision, recordChars);
  return {
    ...record,
    goal: clip(record.goal, lineChars),
    decision: clip(record.decision, recordChars),
    summary: record.summary === null ? null : clip(record.summary, recordChars),
    reasons: clipPoints(record.reasons),
    conditions: clipPoints(record.conditions),
    dissent: record.dissent.map((each) => ({ ...each, reason: clip(each.reason, lineChars) })),
    risks: clipPoints(record.risks),
    next_actions: clipPoints(record.next_actions),
    ...(missing === 0 ? {} : { more_chars: missing }),
  };
}

/** Open ones before closed ones, the latest of each, in their order. */
export function shownConcerns(concerns: readonly Concern[]): Concern[] {
  const open = concerns.filter(({ closed_by }) => closed_by === null).slice(-mostConcerns);
  const room = mostConcerns - open.length;
  const closed = room === 0 ? [] : concerns.filter(({ closed_by }) => closed_by !== null).slice(-room);
  const chosen = new Set([...open, ...closed]);
  return concerns.filter((each) => chosen.has(each)).map((each) => clipped(each));
}

const clipped = <T extends { content: string }>(each: T): T => ({
  ...each,
  content: clip(each.content, lineChars),
});

export const shownQuestions = (questions: readonly DiscussionQuestion[]): DiscussionQuestion[] =>
  questions.map((each) => clipped(each));

export const shownNotes = (notes: readonly DiscussionNote[]): DiscussionNote[] =>
  notes.slice(-mostNotes).map((note) => ({ ...note, detail: clip(note.detail, lineChars) }));

export const shownVotes = (votes: readonly Vote[]): Vote[] =>
  votes.map((vote) => ({
    ...vote,
    reason: clip(vote.reason, ballotChars),
    changes: vote.changes === null ? null : clip(vote.changes, ballotChars),
  }));

export const shownSummary = (summary: string | null): string | null =>
  summary === null ? null : clip(summary, recordChars);

export const shownDetail = (detail: string | null): string | null =>
  detail === null ? null : clip(detail, lineChars);

export const shownActionsLeftOut = (
  actions: readonly string[],
): Pick<DiscussionDetail, 'actions_left_out'> =>
  actions.length === 0 ? {} : { actions_left_out: clipPoints(actions) };

interface Whole {
  concerns: readonly Concern[];
  notes: readonly DiscussionNote[];
  options: readonly DiscussionOption[];
}

/** How many of each are not listed; nothing where all are. */
export function leftOut({ concerns, notes, options }: Whole): Pick<DiscussionDetail, 'left_out'> {
  const counts = Object.entries({
    concerns: concerns.length - mostConcerns,
    notes: notes.length - mostNotes,
    options: options.length - mostOptions,
  }).filter(([, count]) => count > 0);
  return counts.length === 0 ? {} : { left_out: Object.fromEntries(counts) };
}
