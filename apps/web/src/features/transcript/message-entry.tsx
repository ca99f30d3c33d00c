'use client';
import type { TranscriptEntry } from '@overmind/contracts/entities/transcript';
import { Brain, ChevronRight } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { FoldedText } from '#features/chat/folded-text.tsx';
import { MessageText } from '#features/chat/message-text.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { transcript as text } from '#text/transcript.ts';
import { useUnfolded } from './unfolded.ts';

type Message = Extract<TranscriptEntry, { kind: 'message' }>;

/** Words of the agent or of a person; thoughts stay folded and dim. */
export function MessageEntry({ entry }: { entry: Message }) {
  if (entry.role === 'thought') return <Thought entry={entry} />;
  if (entry.role === 'user') return <Prompt entry={entry} />;
  return (
    <div className="max-w-[78ch] text-sm">
      <FoldedText text={entry.text} isMarkdown />
    </div>
  );
}

const promptLines = 5;
const promptCharacters = 400;

/** The first lines of a long prompt; null when all of it is short. */
function promptStart(words: string): string | null {
  const lines = words.trim().split('\n');
  if (lines.length <= promptLines + 2 && words.length <= promptCharacters) return null;
  return `${lines.slice(0, promptLines).join('\n').slice(0, promptCharacters).trimEnd()} …`;
}

/** What the agent was told. The work comes first: of a long prompt the first lines stand until it is unfolded. */
function Prompt({ entry }: { entry: Message }) {
  const [isOpen, toggle] = useUnfolded(entry.id);
  const start = promptStart(entry.text);
  return (
    <div className="ml-auto w-fit max-w-[85%] rounded-card border border-accent/30 bg-accent-soft/60 px-3 py-2 text-sm">
      <p className="mb-0.5 font-medium text-ink-2 text-xs">
        <VisibleText text={entry.author ?? text.person} />
      </p>
      <MessageText text={start === null || isOpen ? entry.text.trim() : start} isMarkdown={false} />
      {start === null ? null : (
        <Button size="sm" look="quiet" className="-ml-2 mt-1" aria-expanded={isOpen} onClick={toggle}>
          {isOpen ? text.promptLess : text.promptAll(entry.text.trim().split('\n').length)}
        </Button>
      )}
    </div>
  );
}

function Thought({ entry }: { entry: Message }) {
  const [isOpen, toggle] = useUnfolded(entry.id);
  const firstLine = entry.text.trim().split('\n', 1)[0] ?? '';
  return (
    <div className="max-w-[78ch] text-ink-3 text-sm">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-label={text.thoughtHint(entry.text.length)}
        onClick={toggle}
        className="flex w-full min-w-0 items-center gap-1.5 rounded text-left hover:text-ink-2 max-md:min-h-11"
      >
        <Brain className="size-3.5 shrink-0" aria-hidden />
        <span className="shrink-0 text-xs">{text.thought}</span>
        {isOpen ? null : (
          <span className="min-w-0 truncate italic">
            <VisibleText text={firstLine.slice(0, 200)} />
          </span>
        )}
        <ChevronRight
          className={isOpen ? 'ml-auto size-3.5 shrink-0 rotate-90' : 'ml-auto size-3.5 shrink-0'}
          aria-hidden
        />
      </button>
      {isOpen ? (
        <div className="mt-1 border-l-2 pl-3 italic">
          <FoldedText text={entry.text} isMarkdown />
        </div>
      ) : null}
    </div>
  );
}
