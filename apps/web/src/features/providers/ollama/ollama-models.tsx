'use client';
import { HardDriveDownload } from 'lucide-react';
import { Badge, Skeleton } from '#components/ui/badge.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { sizeWords } from '#lib/numbers.ts';
import { ollama as text } from '#text/providers.ts';
import { PullForm } from './pull-form.tsx';
import { PullList } from './pull-list.tsx';
import { useInstalledModels } from './use-pulls.ts';

/** What an Ollama has on its disk and what it fetches. */
export const OllamaModels = ({ provider }: { provider: string }) => (
  <section aria-label={text.title} className="space-y-3 border-t pt-3">
    <h3 className="flex items-center gap-1.5 font-medium text-sm">
      <HardDriveDownload className="size-4 text-ink-3" aria-hidden />
      {text.title}
    </h3>
    <Installed provider={provider} />
    <PullForm provider={provider} />
    <PullList provider={provider} />
  </section>
);

/** Each with its size drawn against the largest. */
function Installed({ provider }: { provider: string }) {
  const found = useInstalledModels(provider);
  if (found.isPending) return <Skeleton className="h-12" />;
  if (found.isError) return <p className="text-failed text-sm">{errorWords(found.error)}</p>;
  const { items } = found.data;
  if (items.length === 0) return <p className="text-ink-2 text-sm">{text.none}</p>;
  const most = Math.max(1, ...items.map(({ size_bytes: bytes }) => bytes ?? 0));
  return (
    <ul className="space-y-1.5">
      {items.map(({ model, size_bytes: bytes, is_loaded: isLoaded }) => (
        <li key={model} className="text-xs">
          <span className="flex items-center gap-2">
            <code className="min-w-0 break-all font-mono">{model}</code>
            {isLoaded ? <Badge className="border-done/50 text-done">{text.loaded}</Badge> : null}
            <span className="ml-auto shrink-0 text-ink-2 tabular-nums">
              {bytes === null ? null : sizeWords(bytes)}
            </span>
          </span>
          <span aria-hidden className="mt-0.5 block h-1 overflow-hidden rounded-full bg-line">
            <span
              className={isLoaded ? 'block h-full bg-done' : 'block h-full bg-line-strong'}
              style={{ width: `${((bytes ?? 0) / most) * 100}%` }}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
