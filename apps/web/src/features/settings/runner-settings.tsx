'use client';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { RunnerRow } from '#features/agents/runner-row.tsx';
import { useRunners } from '#features/runners/use-runners.ts';
import { runners as text } from '#text/runners.ts';
import { settings } from '#text/settings.ts';

/** The runners in short; their own page has all that can be done with them. */
export function RunnerSettings() {
  const runners = useRunners().data?.items ?? [];
  return (
    <div className="space-y-3">
      {runners.length === 0 ? (
        <p className="text-ink-3 text-sm">{settings.noRunners}</p>
      ) : (
        <ul className="divide-y rounded-card border bg-surface">
          {runners.map((runner) => (
            <RunnerRow key={runner.id} runner={runner} />
          ))}
        </ul>
      )}
      <Button asChild>
        <Link href="/runners">
          {text.manage}
          <ArrowRight aria-hidden />
        </Link>
      </Button>
    </div>
  );
}
