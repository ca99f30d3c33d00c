'use client';
import type { ShownOption } from '@overmind/contracts/entities/discussion-room';
import { ListPlus, ScrollText } from 'lucide-react';
import { ShortText } from '#components/short-text.tsx';
import { Button } from '#components/ui/button.tsx';
import { outcome as text } from '#text/discussions.ts';
import { ClippedText } from '../proposals/clipped-text.tsx';
import { VoiceMark } from '../voice-mark.tsx';
import { useVoice } from '../voices.tsx';
import { Points } from './points.tsx';

interface OptionsListProps {
  reason: string;
  options: readonly ShownOption[];
  /** How many are not among them. */
  leftOut: number;
  isBusy: boolean;
  /** Make tasks, or a spec, of one of them; undefined where that cannot be done. */
  onChoose: ((proposal: string) => void) | undefined;
  onSpecify: ((proposal: string) => void) | undefined;
}

/** What a person can choose from when nothing was decided. */
export const OptionsList = ({ reason, options, leftOut, isBusy, onChoose, onSpecify }: OptionsListProps) => (
  <section aria-label={text.options} className="space-y-3">
    <p className="text-sm">
      <ShortText text={text.ended(reason)} />
    </p>
    <h2 className="font-medium text-ink-2 text-xs">{text.options}</h2>
    {options.length === 0 ? <p className="text-ink-2 text-sm">{text.noOptions}</p> : null}
    {options.map((option) => (
      <Option
        key={option.proposal}
        option={option}
        isBusy={isBusy}
        onChoose={onChoose}
        onSpecify={onSpecify}
      />
    ))}
    {leftOut === 0 ? null : <p className="text-ink-2 text-xs">{text.moreOptions(leftOut)}</p>}
  </section>
);

type OptionProps = Pick<OptionsListProps, 'isBusy' | 'onChoose' | 'onSpecify'> & { option: ShownOption };

function Option({ option, isBusy, onChoose, onSpecify }: OptionProps) {
  const { proposal, by, title, content, votes, objections, more_chars: moreChars } = option;
  const voice = useVoice(by);
  return (
    <article aria-label={`${proposal}: ${title}`} className="rounded-card border bg-raised p-3 text-sm">
      <h3 className="font-semibold [overflow-wrap:anywhere]">
        <span className="mr-1.5 text-ink-2 tabular-nums">{proposal}</span>
        <ShortText text={title} />
      </h3>
      <p className="mt-0.5 mb-1.5 flex items-center gap-1.5 text-ink-2 text-xs">
        <VoiceMark voice={voice} className="size-5 text-[9px]" />
        {voice.name} ·{' '}
        {votes === null ? text.notVoted : text.votes(votes.approve, votes.reject, votes.abstain)}
      </p>
      <ClippedText text={content} moreChars={moreChars} of={{ proposal }} />
      <div className="mt-2">
        <Points title={text.objections} points={objections} />
      </div>
      {onChoose === undefined ? null : (
        <Button size="sm" className="mt-2 mr-2" isBusy={isBusy} onClick={() => onChoose(proposal)}>
          <ListPlus aria-hidden />
          {text.choose(proposal)}
        </Button>
      )}
      {onSpecify === undefined ? null : (
        <Button size="sm" className="mt-2" isBusy={isBusy} onClick={() => onSpecify(proposal)}>
          <ScrollText aria-hidden />
          {text.specOf(proposal)}
        </Button>
      )}
    </article>
  );
}
