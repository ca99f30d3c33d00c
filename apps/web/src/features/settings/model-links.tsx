'use client';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { promptsPath } from '#features/prompts/prompts-path.ts';
import { providersPath } from '#features/providers/providers-path.ts';
import { useMe } from '#features/session/use-session.ts';
import { usagePath } from '#features/usage/usage-path.ts';
import { prompts } from '#text/prompts.ts';
import { providers } from '#text/providers.ts';
import { usage } from '#text/usage.ts';

/** Ways to the pages of language models. */
export function ModelLinks() {
  const isAdmin = useMe().data?.user.is_admin === true;
  const pages = [
    { href: providersPath, words: providers.title },
    { href: usagePath(), words: usage.title },
    ...(isAdmin ? [{ href: promptsPath, words: prompts.title }] : []),
  ];
  return (
    <p className="flex flex-wrap gap-2">
      {pages.map(({ href, words }) => (
        <Button key={href} asChild>
          <Link href={href}>
            {words}
            <ArrowRight aria-hidden />
          </Link>
        </Button>
      ))}
    </p>
  );
}
