'use client';
import type { DiscussionTurn } from '@overmind/contracts/entities/discussion-room';
import { visibleWords } from '@overmind/domain/text/make-visible';
import { SkipForward } from 'lucide-react';
import { faultWords, phaseWords, room as text } from '#text/discussions.ts';
import type { LiveTurn } from '../live/live-turns.ts';
import { VoiceMark } from '../voice-mark.tsx';
import { useVoice } from '../voices.tsx';
import { AskedRow } from './asked-row.tsx';
import type { LogEntry } from './log-entries.ts';
import { MessageRow } from './message-row.tsx';
import { TurnCallLine } from './turn-call-line.tsx';

export function LogRow({ entry }: { entry: LogEntry }) {
  switch (entry.kind) {
    case 'phase':
      return <Divider words={phaseWords[entry.phase]} />;
    case 'round':
      return <Divider words={text.round(entry.round)} />;
    case 'message':
      return <MessageRow message={entry.message} />;
    case 'asked_below':
      return <AskedRow message={entry.message} asked={entry.message.said.asked ?? []} isBelow />;
    case 'skipped':
      return <SkippedRow turn={entry.turn} />;
    case 'live':
      return <LiveRow live={entry.live} />;
  }
}

const Divider = ({ words }: { words: string }) => (
  <h2 className="flex items-center gap-3 pt-2 font-medium text-ink-2 text-xs">
    <span aria-hidden className="h-px flex-1 bg-line" />
    {words}
    <span aria-hidden className="h-px flex-1 bg-line" />
  </h2>
);

function SkippedRow({ turn: { turn, speaker, fault, detail } }: { turn: DiscussionTurn }) {
  const { name } = useVoice(speaker);
  const why = fault === null ? (detail ?? '') : faultWords[fault];
  return (
    <p className="flex items-start gap-2 pl-1 text-ink-2 text-xs">
      <SkipForward className="mt-0.5 size-3.5 shrink-0" aria-hidden />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {text.skipped(name, why)}
        {fault === null || detail === null || detail === '' ? null : (
          <span className="block text-ink-3">{detail}</span>
        )}
        <TurnCallLine turn={turn} />
      </span>
    </p>
  );
}

/** Words as they come, before they are a message. */
function LiveRow({ live: { speaker, words, attempt } }: { live: LiveTurn }) {
  const voice = useVoice(speaker);
  return (
    <article aria-label={text.live(voice.name)} className="flex gap-2.5">
      <VoiceMark voice={voice} className="mt-0.5 size-7 animate-sweep" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap gap-x-2 text-xs">
          <span className="font-medium">{voice.name}</span>
          <span className="text-ink-3">
            {words === '' ? text.thinking : text.speaking}
            {attempt > 1 ? `, ${text.askedAgain}` : null}
          </span>
        </p>
        {words === '' ? null : (
          <p className="mt-0.5 whitespace-pre-wrap text-ink-2 text-sm leading-5 [overflow-wrap:anywhere]">
            {visibleWords(words)}
            <span
              aria-hidden
              className="ml-0.5 inline-block h-3.5 w-1.5 animate-sweep bg-ink-3 align-middle"
            />
          </p>
        )}
      </div>
    </article>
  );
}
