'use client';
import { ChartColumn, MessageSquareText, Sparkles } from 'lucide-react';
import { promptsPath } from '#features/prompts/prompts-path.ts';
import { providersPath } from '#features/providers/providers-path.ts';
import { useMe } from '#features/session/use-session.ts';
import { usagePath } from '#features/usage/usage-path.ts';
import { prompts } from '#text/prompts.ts';
import { providers } from '#text/providers.ts';
import { usage } from '#text/usage.ts';
import { Item } from './palette-parts.tsx';

/** The pages of language models. */
export function ModelItems({ go }: { go(path: string): () => void }) {
  const isAdmin = useMe().data?.user.is_admin === true;
  return (
    <>
      <Item onSelect={go(providersPath)}>
        <Sparkles aria-hidden /> {providers.title}
      </Item>
      <Item onSelect={go(usagePath())}>
        <ChartColumn aria-hidden /> {usage.title}
      </Item>
      {isAdmin ? (
        <Item onSelect={go(promptsPath)}>
          <MessageSquareText aria-hidden /> {prompts.title}
        </Item>
      ) : null}
    </>
  );
}
