'use client';
import { type DiscussionPhase, discussionPhases } from '@overmind/contracts/entities/discussion';
import type { DiscussionItem } from '@overmind/contracts/entities/discussion-room';
import Link from 'next/link';
import { ShortText } from '#components/short-text.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { cn } from '#lib/class-names.ts';
import { costWords } from '#lib/numbers.ts';
import { discussions as text } from '#text/discussion-list.ts';
import { phaseWords } from '#text/discussions.ts';
import { discussionPath } from '../discussions-path.ts';
import { StatusBadge } from '../status-badge.tsx';
import { VoiceMark } from '../voice-mark.tsx';
import { voicesOf } from '../voices.tsx';
import { MarkedWords } from './marked-words.tsx';

const mostMarks = 6;

export function DiscussionRow({ discussion }: { discussion: DiscussionItem }) {
  const { projectId } = useProjectScope();
  const { id, title, goal, speakers, facilitator, used, decision, found, created_at: createdAt } = discussion;
  const voices = voicesOf(speakers, facilitator);
  const facts = [
    text.turns(used.turns),
    ...(used.rounds === 0 ? [] : [text.rounds(used.rounds)]),
    ...(used.cost_micros === 0 ? [] : [costWords(used.cost_micros)]),
  ];
  return (
    <li>
      <Link
        href={discussionPath(projectId, id)}
        prefetch={false}
        className="block px-3 py-2.5 text-sm hover:bg-ink/5 focus-visible:outline-offset-[-2px]"
      >
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 truncate font-medium">{title}</span>
          <StatusBadge discussion={discussion} />
          <TimeAgo iso={createdAt} className="ml-auto shrink-0 text-ink-3 text-xs tabular-nums" />
        </p>
        {found === null && goal === title ? null : (
          <p className="mt-0.5 line-clamp-2 text-ink-2 text-xs [overflow-wrap:anywhere]">
            {found === null ? goal : <MarkedWords marked={found.snippet} />}
          </p>
        )}
        {decision === null ? null : (
          <p className="mt-0.5 truncate text-done text-xs">
            <ShortText text={text.decided(decision)} />
          </p>
        )}
        <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-2xs text-ink-2">
          <span className="flex gap-0.5" title={voices.map(({ name }) => name).join(', ')}>
            {voices.slice(0, mostMarks).map((voice) => (
              <VoiceMark key={voice.key} voice={voice} className="size-5 text-[9px]" />
            ))}
            <span className="sr-only">{voices.map(({ name }) => name).join(', ')}</span>
          </span>
          <Phases phase={discussion.phase} isOver={discussion.ended_at !== null} />
          {facts.join(' · ')}
        </p>
      </Link>
    </li>
  );
}

/** How far it is, as four segments. */
function Phases({ phase, isOver }: { phase: DiscussionPhase; isOver: boolean }) {
  const place = discussionPhases.indexOf(phase);
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className="flex gap-[2px]">
        {discussionPhases.map((each, index) => (
          <span
            key={each}
            className={cn(
              'h-1 w-4 rounded-full bg-line-strong/60',
              (index < place || isOver) && index <= place && 'bg-done',
              !isOver && index === place && 'bg-running',
            )}
          />
        ))}
      </span>
      {phaseWords[phase]}
    </span>
  );
}
