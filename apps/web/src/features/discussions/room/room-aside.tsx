'use client';
import type { DiscussionDetail } from '@overmind/contracts/entities/discussion-room';
import Link from 'next/link';
import { useMemo } from 'react';
import { ScopeBudget } from '#features/budgets/scope-budget.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { usagePath } from '#features/usage/usage-path.ts';
import { ruleWords, room as text } from '#text/discussions.ts';
import type { LiveTurns } from '../live/live-turns.ts';
import { LimitsUsed } from './limits-used.tsx';
import { usesOf } from './room-limits.ts';
import { type Doing, RoundTable } from './round-table.tsx';
import { SimilarList } from './similar-list.tsx';

interface RoomAsideProps {
  discussion: DiscussionDetail;
  live: LiveTurns;
}

/** Who sits around the table, what it is about, and how much of its limits is used. */
export function RoomAside({ discussion, live }: RoomAsideProps) {
  const { projectId } = useProjectScope();
  const { turns, goal, settings, summary, notes } = discussion;
  const speaking = new Set(
    [...live.values()].filter(({ words }) => words !== '').map(({ speaker }) => speaker),
  );
  const { counts, open } = useMemo(() => countTurns(turns), [turns]);
  const isOver = discussion.ended_at !== null;
  const doing = (key: string): Doing => {
    if (isOver || !open.has(key)) return 'silent';
    return speaking.has(key) ? 'speaking' : 'thinking';
  };
  return (
    <div className="space-y-4">
      <RoundTable doing={doing} turnsOf={(key) => counts.get(key) ?? 0} />
      <section aria-label={text.goal} className="text-sm">
        <h2 className="mb-0.5 font-medium text-ink-2 text-xs">{text.goal}</h2>
        <p className="line-clamp-[8] whitespace-pre-wrap [overflow-wrap:anywhere]" title={goal}>
          {goal}
        </p>
        <p className="mt-1 text-ink-3 text-xs">{ruleWords[settings.rule]}</p>
      </section>
      <div>
        <LimitsUsed uses={usesOf(discussion)} />
        <div className="mt-3">
          <ScopeBudget
            projectId={projectId}
            of={{ discussion: discussion.id }}
            stamp={discussion.used.cost_micros}
          />
        </div>
        <Link href={usagePath(projectId)} className="mt-1.5 inline-block text-accent text-xs underline">
          {text.calls}
        </Link>
      </div>
      {summary === null ? null : (
        <details className="text-sm">
          <summary className="font-medium text-ink-2 text-xs">{text.summary}</summary>
          <p className="mt-1 whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]">{summary}</p>
        </details>
      )}
      <Questions of={notes.filter(({ kind }) => kind === 'not_asked')} {...text.notAsked} />
      <Questions of={notes.filter(({ kind }) => kind === 'unanswered')} {...text.unanswered} />
      <SimilarList discussionId={discussion.id} />
    </div>
  );
}

interface QuestionsProps {
  of: DiscussionDetail['notes'];
  title: string;
  hint: string;
}

/** What agents wanted to know of a person and were not told. */
function Questions({ of, title, hint }: QuestionsProps) {
  const questions = [...new Set(of.map(({ detail }) => detail))];
  if (questions.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="font-medium text-ink-2 text-xs">{title}</summary>
      <p className="mt-1 text-ink-2 text-xs">{hint}</p>
      <ul className="mt-1 list-disc space-y-0.5 pl-4 text-ink-2">
        {questions.map((question) => (
          <li key={question} className="[overflow-wrap:anywhere]">
            {question}
          </li>
        ))}
      </ul>
    </details>
  );
}

function countTurns(turns: DiscussionDetail['turns']) {
  const counts = new Map<string, number>();
  const open = new Set<string>();
  for (const { speaker, outcome } of turns) {
    counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
    if (outcome === 'open') open.add(speaker);
  }
  return { counts, open };
}
