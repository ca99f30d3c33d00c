'use client';
import { Plus, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { agents as text } from '#text/agents.ts';

interface WordsEditorProps {
  words: readonly string[];
  onChange(words: string[]): void;
}

/** An argv is a list, not a line: nobody has to wonder how quotes are read. */
export function WordsEditor({ words, onChange }: WordsEditorProps) {
  return (
    <div>
      <p className="mb-1 text-ink-3 text-xs">{text.argv}</p>
      <ol className="flex flex-wrap gap-1.5">
        {words.map((word, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a word has no id, and it is being typed
            key={index}
            className="flex max-w-full items-center rounded-md border border-line-strong/70 bg-sunken focus-within:border-accent"
          >
            <input
              aria-label={text.word(index)}
              value={word}
              size={Math.max(6, Math.min(40, word.length + 1))}
              spellCheck={false}
              autoCapitalize="off"
              onChange={(event) => onChange(words.with(index, event.target.value))}
              className="h-7 min-w-0 rounded-md bg-transparent px-2 font-mono text-xs max-md:h-11"
            />
            {index === 0 ? null : (
              <button
                type="button"
                aria-label={text.removeWord(index)}
                onClick={() => onChange(words.toSpliced(index, 1))}
                className="grid h-7 w-6 place-items-center text-ink-3 hover:text-ink max-md:size-11"
              >
                <X className="size-3" aria-hidden />
              </button>
            )}
          </li>
        ))}
        <li>
          <Button look="quiet" size="sm" aria-label={text.addWord} onClick={() => onChange([...words, ''])}>
            <Plus aria-hidden />
          </Button>
        </li>
      </ol>
    </div>
  );
}
