import type { DetectedAgent } from '@overmind/contracts/entities/runner';
import { CircleCheck, CircleDashed } from 'lucide-react';
import { CopyButton } from '#components/copy-button.tsx';
import { runners as text } from '#text/runners.ts';

/** Coding agents that a runner can start, and how to get those it cannot. */
export function DetectedAgents({ agents }: { agents: DetectedAgent[] }) {
  if (agents.length === 0) return <span className="text-ink-3">{text.noCoders}</span>;
  const installed = agents.filter((agent) => agent.is_installed);
  const missing = agents.filter((agent) => !agent.is_installed);
  return (
    <ul className="space-y-0.5">
      {installed.map((agent) => (
        <li key={agent.preset} className="flex min-h-7 flex-wrap items-center gap-x-2">
          <CircleCheck className="size-3.5 shrink-0 text-done" aria-hidden />
          {agent.title}
          <span className="text-ink-3 text-xs tabular-nums">{agent.version}</span>
        </li>
      ))}
      {missing.map((agent) => (
        <li key={agent.preset}>
          <details>
            <summary className="flex min-h-7 w-fit list-none flex-wrap items-center gap-x-2 text-ink-2 hover:text-ink max-md:min-h-11">
              <CircleDashed className="size-3.5 shrink-0 text-ink-3" aria-hidden />
              {agent.title}
              <span className="text-ink-3 text-xs max-sm:sr-only">{text.notInstalled}</span>
              <span className="text-accent text-xs underline underline-offset-2">{text.install}</span>
            </summary>
            <p className="mt-0.5 flex items-center gap-1 pl-5.5">
              <code className="min-w-0 rounded bg-sunken px-1.5 py-0.5 font-mono text-xs [overflow-wrap:anywhere]">
                {agent.install_hint}
              </code>
              <CopyButton text={agent.install_hint} />
            </p>
          </details>
        </li>
      ))}
    </ul>
  );
}
