'use client';
import type { RunInput } from '@overmind/contracts/entities/permission';
import type { Run } from '@overmind/contracts/entities/run';
import { CircleX, Clock, CornerDownLeft, type LucideIcon } from 'lucide-react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { SendBox } from '#features/chat/send-box.tsx';
import { cn } from '#lib/class-names.ts';
import { say as text } from '#text/transcript.ts';
import { mostCharacters, useSay } from './use-say.ts';

/** Says something to the agent of a live run. What was delivered shows up in the transcript itself. */
export function SayComposer({ run }: { run: Run }) {
  const say = useSay(run);
  const waiting = say.inputs.filter(({ status }) => status !== 'delivered').slice(-3);
  return (
    <form
      className="shrink-0 border-t bg-surface p-2"
      onSubmit={(event) => {
        event.preventDefault();
        say.send();
      }}
    >
      <div className="mx-auto max-w-4xl">
        {waiting.length === 0 ? null : (
          <ul aria-label={text.title} className="mb-1.5 space-y-1">
            {waiting.map((input) => (
              <InputLine key={input.id} input={input} onAgain={() => say.change(input.text)} />
            ))}
          </ul>
        )}
        <FormError error={say.error} />
        <SendBox
          aria-label={text.label}
          placeholder={text.placeholder}
          value={say.draft}
          onChange={(event) => say.change(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
            event.preventDefault();
            say.send();
          }}
          send={text.send}
          hint={text.hint}
          excess={say.draft.length - mostCharacters}
          isReady={say.isReady}
        />
      </div>
    </form>
  );
}

const marks: Record<RunInput['status'], { icon: LucideIcon; tone: string }> = {
  queued: { icon: Clock, tone: 'text-ink-2' },
  delivered: { icon: CornerDownLeft, tone: 'text-done' },
  refused: { icon: CircleX, tone: 'text-failed' },
};

function InputLine({ input, onAgain }: { input: RunInput; onAgain(): void }) {
  const { icon: Icon, tone } = marks[input.status];
  return (
    <li className="flex min-w-0 items-center gap-2 text-xs">
      <Icon className={cn('size-3.5 shrink-0', tone)} aria-hidden />
      <span className={cn('shrink-0 font-medium', tone)}>{text.status[input.status]}</span>
      <span className="min-w-0 flex-1 truncate text-ink-2">
        {input.detail === null ? '' : `${input.detail} `}“{input.text}”
      </span>
      {input.status === 'refused' ? (
        <Button size="sm" look="quiet" onClick={onAgain}>
          {text.again}
        </Button>
      ) : null}
    </li>
  );
}
