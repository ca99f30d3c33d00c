'use client';
import type { Vote, VoteChoice } from '@overmind/contracts/entities/discussion';
import { Check, CheckCheck, CircleDashed, type LucideIcon, Minus, X } from 'lucide-react';
import { ShortText } from '#components/short-text.tsx';
import { cn } from '#lib/class-names.ts';
import { choiceWords, votes as text } from '#text/discussions.ts';
import { VoiceMark } from '../voice-mark.tsx';
import { useVoice } from '../voices.tsx';

const marks: Record<VoteChoice, { icon: LucideIcon; tone: string; bar: string }> = {
  approve: { icon: CheckCheck, tone: 'text-done', bar: 'bg-done' },
  approve_with_changes: { icon: Check, tone: 'text-done', bar: 'bg-done' },
  reject: { icon: X, tone: 'text-failed', bar: 'bg-failed' },
  abstain: { icon: Minus, tone: 'text-ink-2', bar: 'bg-line-strong' },
};

interface BallotLineProps {
  by: string;
  /** Null for who has not voted. */
  vote: Omit<Vote, 'by' | 'round'> | null;
  /** False where it stands already who speaks. */
  isNamed?: boolean;
}

/** One vote: who, what, how sure, and why. */
export function BallotLine({ by, vote, isNamed = true }: BallotLineProps) {
  const voice = useVoice(by);
  if (vote === null) {
    return (
      <li className="flex items-center gap-2 text-ink-3 text-xs">
        <VoiceMark voice={voice} className="size-5 text-[9px] opacity-60" />
        <CircleDashed className="size-3.5" aria-hidden />
        {voice.name} {text.notYet}
      </li>
    );
  }
  const { icon: Icon, tone, bar } = marks[vote.choice];
  return (
    <li className="flex gap-2 text-xs">
      {isNamed ? <VoiceMark voice={voice} className="size-5 text-[9px]" /> : null}
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          {isNamed ? <span className="font-medium">{voice.name}</span> : null}
          <span className={cn('flex items-center gap-1', tone)}>
            <Icon className="size-3.5" aria-hidden />
            {choiceWords[vote.choice]}
          </span>
          <span className="ml-auto flex items-center gap-1.5 text-2xs text-ink-2 tabular-nums">
            <span aria-hidden className="h-1 w-12 overflow-hidden rounded-full bg-line">
              <span className={cn('block h-full', bar)} style={{ width: `${vote.confidence * 100}%` }} />
            </span>
            {text.confidence(vote.confidence)}
          </span>
        </p>
        <p className="text-ink-2 [overflow-wrap:anywhere]">
          <ShortText text={vote.reason} />
        </p>
        {vote.changes === null ? null : (
          <p className="text-ink-2 [overflow-wrap:anywhere]">
            <span className="font-medium">{text.changes}:</span> <ShortText text={vote.changes} />
          </p>
        )}
      </div>
    </li>
  );
}
