'use client';
import type { Provenance } from '@overmind/contracts/entities/provenance';
import { CircleHelp } from 'lucide-react';
import Link from 'next/link';
import { TimeAgo } from '#components/time-ago.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { cn } from '#lib/class-names.ts';
import { provenance as text } from '#text/provenance.ts';
import { type Step, stepsOf } from './steps.tsx';

/** The way back as a chain: each link is a record that can be opened. */
export function Trail({ found }: { found: Provenance }) {
  const { projectId } = useProjectScope();
  const steps = stepsOf(found, projectId);
  const isWhole = found.message !== null || found.recording_id !== null;
  return (
    <section aria-label={text.trail}>
      <h2 className="mb-3 font-semibold text-sm">{text.trail}</h2>
      <ol className="space-y-3">
        {steps.map((step) => (
          <TrailStep key={step.name} step={step} />
        ))}
        {isWhole && found.detail === null ? null : (
          <li className="flex items-start gap-3 pl-1">
            <CircleHelp className="mt-0.5 size-5 shrink-0 text-ink-3" aria-hidden />
            <div className="text-sm">
              <p className="font-medium">{text.end}</p>
              <p className="text-ink-2">{found.detail ?? text.endUnknown}</p>
            </div>
          </li>
        )}
      </ol>
      {isWhole && found.detail === null ? <p className="mt-3 text-ink-2 text-sm">{text.whole}</p> : null}
    </section>
  );
}

const chain =
  'relative before:absolute before:top-9 before:bottom-[-14px] before:left-[17px] before:w-px before:bg-line-strong last:before:hidden';

function TrailStep({ step: { name, icon: Icon, title, when, body, links } }: { step: Step }) {
  return (
    <li className={cn('flex gap-3', chain)}>
      <span className="grid size-9 shrink-0 place-items-center rounded-full border bg-raised text-ink-2">
        <Icon className="size-4" aria-hidden />
      </span>
      <div className="min-w-0 flex-1 rounded-card border bg-raised px-3 py-2 text-sm">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-semibold text-ink-2 text-xs">{name}</span>
          <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{title}</span>
          {when === null ? null : <TimeAgo iso={when} className="ml-auto text-ink-3 text-xs" />}
        </p>
        {body === null ? null : <div className="mt-1 text-ink-2">{body}</div>}
        {links.length === 0 ? null : (
          <p className="mt-1 flex flex-wrap gap-x-4">
            {links.map(({ href, words }) => (
              <Link
                key={href}
                href={href}
                className="text-accent underline max-md:inline-flex max-md:min-h-11 max-md:items-center"
              >
                {words}
              </Link>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}
