import type { TestAnswer } from '@overmind/contracts/entities/prompt-test';
import { visibleWords } from '@overmind/domain/text/make-visible';
import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { PlaceMark } from '#features/model-calls/place-mark.tsx';
import { ScriptedMark } from '#features/model-calls/scripted-mark.tsx';
import { usagePath } from '#features/usage/usage-path.ts';
import { cn } from '#lib/class-names.ts';
import { costWords, countWords } from '#lib/numbers.ts';
import { duration } from '#lib/time.ts';
import { promptTest as text } from '#text/prompt-test.ts';
import { sideWords } from './side-words.ts';

interface AnswerCardProps {
  side: number | null;
  answer: TestAnswer | 'asking' | undefined;
  /** The model that was to answer; null where any may. */
  chosen?: string | null;
  /** Whose ledger has the call, where one may look into it. */
  project: string | null;
}

/** What one text was answered with, whether that is valid, and what it took. */
export const AnswerCard = ({ side, answer, chosen = null, project }: AnswerCardProps) => (
  <section aria-label={sideWords(side)} className="min-w-0 rounded-card border bg-raised p-3">
    <h4 className="mb-1 flex flex-wrap items-center gap-2 font-medium text-xs">
      {sideWords(side)}
      {typeof answer === 'object' ? <Verdict answer={answer} /> : null}
    </h4>
    {typeof answer === 'object' ? (
      <>
        <OtherModel answer={answer} chosen={chosen} />
        <Said answer={answer} project={project} />
      </>
    ) : (
      <p className={cn('text-ink-3 text-sm', answer === 'asking' && 'animate-sweep')}>
        {answer === 'asking' ? text.asking : text.waiting}
      </p>
    )}
  </section>
);

function Verdict({ answer: { state, is_valid: isValid } }: { answer: TestAnswer }) {
  if (state !== 'answered')
    return <Badge className="border-failed/50 text-failed">{text.states[state]}</Badge>;
  if (isValid === null) return <Badge className="border-done/50 text-done">{text.states.answered}</Badge>;
  return isValid ? (
    <Badge className="border-done/50 text-done" title={text.validHint}>
      {text.valid}
    </Badge>
  ) : (
    <Badge className="border-failed/50 text-failed">{text.invalid}</Badge>
  );
}

/** A chosen model comes first, and where it may not or cannot answer, the next one does. */
const OtherModel = ({ answer, chosen }: { answer: TestAnswer; chosen: string | null }) =>
  chosen === null || answer.answered_by === null || answer.answered_by === chosen ? null : (
    <p className="mb-1 text-review text-xs [overflow-wrap:anywhere]">
      {text.otherModel(chosen, answer.answered_by)}
    </p>
  );

const Said = ({ answer, project }: { answer: TestAnswer; project: string | null }) => (
  <>
    {answer.detail === null ? null : (
      <p className="text-failed text-sm [overflow-wrap:anywhere]">{visibleWords(answer.detail)}</p>
    )}
    {answer.state === 'answered' ? (
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        className="max-h-72 overflow-auto whitespace-pre-wrap font-sans text-sm [overflow-wrap:anywhere]"
      >
        {answer.text === '' ? text.empty : visibleWords(answer.text)}
      </pre>
    ) : null}
    {answer.is_cut_short ? <p className="mt-1 text-review text-xs">{text.cutShort}</p> : null}
    {answer.flaws === null ? null : (
      <p className="mt-1 whitespace-pre-wrap text-failed text-xs [overflow-wrap:anywhere]">
        {text.flaws}: {visibleWords(answer.flaws)}
      </p>
    )}
    {answer.call_id === null ? null : <Took answer={answer} project={project} />}
  </>
);

const Took = ({ answer, project }: { answer: TestAnswer; project: string | null }) => (
  <p className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-0.5 border-t pt-1.5 text-ink-2 text-xs tabular-nums">
    {answer.answered_by === null ? null : <code className="break-all font-mono">{answer.answered_by}</code>}
    <ScriptedMark name={answer.answered_by} />
    {answer.is_local === null ? null : <PlaceMark isLocal={answer.is_local} />}
    <span>{answer.cost_micros === null ? text.unknownCost : costWords(answer.cost_micros)}</span>
    <span>{duration(answer.latency_ms)}</span>
    <span>{text.tokens(countWords(answer.input_tokens), countWords(answer.output_tokens))}</span>
    {project === null || answer.call_id === null ? null : (
      <Link href={`${usagePath(project)}&call=${answer.call_id}`} className="text-accent underline">
        {text.call}
      </Link>
    )}
  </p>
);
