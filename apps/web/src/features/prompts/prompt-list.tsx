'use client';
import type { Prompt } from '@overmind/contracts/entities/prompt';
import { cn } from '#lib/class-names.ts';
import { prompts as text } from '#text/prompts.ts';
import { goToPrompt } from './prompts-place.ts';

export const PromptList = ({ prompts, shown }: { prompts: readonly Prompt[]; shown: string | null }) => (
  <nav aria-label={text.list}>
    <ul className="space-y-0.5">
      {prompts.map((prompt) => (
        <li key={prompt.id}>
          <button
            type="button"
            aria-current={prompt.id === shown ? 'true' : undefined}
            onClick={() => goToPrompt(prompt.id)}
            className={cn(
              'block w-full rounded-md px-2.5 py-2 text-left hover:bg-ink/5 max-md:min-h-11',
              prompt.id === shown && 'bg-accent-soft',
            )}
          >
            <span className="block font-medium text-sm">{prompt.title}</span>
            <span className="block truncate font-mono text-2xs text-ink-2">{prompt.key}</span>
            <span className="block text-2xs text-ink-2">
              {text.active(prompt.active_version)}
              {prompt.latest_version > prompt.active_version
                ? ` · ${text.newer(prompt.latest_version - prompt.active_version)}`
                : ''}
            </span>
          </button>
        </li>
      ))}
    </ul>
  </nav>
);
