'use client';
import type { DecisionRecord } from '@overmind/contracts/entities/discussion';
import type { ShownRecord } from '@overmind/contracts/entities/discussion-room';
import { CircleCheck } from 'lucide-react';
import { ShortText } from '#components/short-text.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { FoldedText } from '#features/chat/folded-text.tsx';
import { choiceWords, ruleWords, outcome as text } from '#text/discussions.ts';
import { ClippedText } from '../proposals/clipped-text.tsx';
import { VoiceMark } from '../voice-mark.tsx';
import { useVoice } from '../voices.tsx';
import { Points } from './points.tsx';

/** What was decided, why, who disagreed, what may go wrong and what happens next. */
export function DecisionCard({ record }: { record: ShownRecord }) {
  const author = useVoice(record.proposed_by);
  const { approve, reject, abstain } = record.votes;
  return (
    <article
      aria-label={text.decision}
      className="space-y-3 rounded-card border border-done/60 bg-raised p-4 shadow-card"
    >
      <header>
        <p className="flex items-center gap-1.5 font-medium text-done text-xs">
          <CircleCheck className="size-4" aria-hidden />
          {text.decision}
          <TimeAgo iso={record.decided_at} className="ml-auto font-normal text-ink-3" />
        </p>
        <h2 className="mt-1 font-semibold text-[15px] [overflow-wrap:anywhere]">
          <ShortText text={record.title} />
        </h2>
        <p className="text-ink-2 text-xs">
          {text.decidedBy(author.name, record.proposal, record.round)} · {ruleWords[record.rule]} ·{' '}
          {text.votes(approve, reject, abstain)}
        </p>
      </header>
      <div className="text-sm">
        <ClippedText text={record.decision} moreChars={record.more_chars} of="decision" />
      </div>
      {record.summary === null ? null : (
        <blockquote className="border-line-strong border-l-2 pl-3 text-ink-2 text-sm">
          <FoldedText text={record.summary} isMarkdown />
        </blockquote>
      )}
      <Points title={text.reasons} points={record.reasons} />
      <Points title={text.conditions} points={record.conditions} />
      <Dissent dissent={record.dissent} />
      <Points title={text.risks} points={record.risks} />
      <Points title={text.next} points={record.next_actions} none={text.noNext} />
    </article>
  );
}

const Dissent = ({ dissent }: Pick<DecisionRecord, 'dissent'>) => (
  <Points title={text.dissent} points={[]} none={text.noDissent}>
    {dissent.length === 0 ? undefined : (
      <ul className="space-y-1">
        {dissent.map((each) => (
          <Against key={each.by} {...each} />
        ))}
      </ul>
    )}
  </Points>
);

function Against({ by, choice, reason }: DecisionRecord['dissent'][number]) {
  const voice = useVoice(by);
  return (
    <li className="flex gap-2 rounded-md bg-failed-soft px-2 py-1.5 text-xs">
      <VoiceMark voice={voice} className="size-5 text-[9px]" />
      <p className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium">{voice.name}</span> {choiceWords[choice]}: <ShortText text={reason} />
      </p>
    </li>
  );
}
