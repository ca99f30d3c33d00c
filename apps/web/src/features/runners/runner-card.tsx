'use client';
import type { Runner } from '@overmind/contracts/entities/runner';
import { Folder, Server } from 'lucide-react';
import type { ReactNode } from 'react';
import { TimeAgo } from '#components/time-ago.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { RunnerStatus } from '#features/agents/runner-status.tsx';
import { runners as text } from '#text/runners.ts';
import { CapacityBar } from './capacity-bar.tsx';
import { DetectedAgents } from './detected-agents.tsx';
import { RunnerActions } from './runner-actions.tsx';
import { RunnerLabels } from './runner-labels.tsx';
import { RunnerSandbox } from './runner-sandbox.tsx';
import { compareVersions } from './runner-version.ts';
import { TurnedAway } from './turned-away.tsx';
import { Workspaces } from './workspaces.tsx';

interface RunnerCardProps {
  runner: Runner;
  serverVersion: string | undefined;
  mayChange: boolean;
}

export function RunnerCard({ runner, serverVersion, mayChange }: RunnerCardProps) {
  return (
    <article
      aria-label={runner.name}
      className="flex flex-col gap-3.5 rounded-card border bg-surface p-4 shadow-card"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Server className="size-4 text-ink-3" aria-hidden />
        <h2 className="min-w-0 truncate font-semibold text-[15px]">{runner.name}</h2>
        <span className="text-xs">
          <RunnerStatus status={runner.status} />
        </span>
        <span className="text-ink-3 text-xs">
          {runner.last_heartbeat_at === null ? (
            text.never
          ) : (
            <>
              {text.heard} <TimeAgo iso={runner.last_heartbeat_at} />
            </>
          )}
        </span>
        {mayChange ? (
          <span className="ml-auto">
            <RunnerActions runner={runner} />
          </span>
        ) : null}
      </header>
      <CapacityBar used={runner.live_runs} all={runner.capacity} />
      <dl className="grid grid-cols-[6.5rem_1fr] gap-x-3 gap-y-2 text-sm">
        <Fact name={text.version}>
          <Version runner={runner} serverVersion={serverVersion} />
        </Fact>
        <Fact name={text.sandbox}>
          <RunnerSandbox runner={runner} />
        </Fact>
        {runner.labels.length === 0 && !mayChange ? null : (
          <Fact name={text.labels}>
            <RunnerLabels runner={runner} mayChange={mayChange} />
          </Fact>
        )}
        <Fact name={text.roots}>
          <Roots roots={runner.allowed_roots} />
        </Fact>
        <Fact name={text.coders}>
          <DetectedAgents agents={runner.agents} />
        </Fact>
      </dl>
      {mayChange ? <Workspaces runner={runner} /> : null}
    </article>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-ink-3 text-xs leading-[19px]">{name}</dt>
    <dd className="min-w-0">{children}</dd>
  </>
);

function Version({ runner, serverVersion }: { runner: Runner; serverVersion: string | undefined }) {
  const compared = runner.is_turned_away ? null : compareVersions(runner.version, serverVersion);
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="tabular-nums">{runner.version ?? '–'}</span>
      <span className="text-ink-2">{runner.platform}</span>
      {runner.is_turned_away ? <TurnedAway /> : null}
      {compared === 'outdated' ? (
        <Badge className="border-blocked/50 text-blocked" title={text.outdated(serverVersion ?? '')}>
          {text.outdatedMark}
          <span className="sr-only">. {text.outdated(serverVersion ?? '')}</span>
        </Badge>
      ) : null}
      {compared === 'newer' ? <Badge title={text.newer(serverVersion ?? '')}>{text.newerMark}</Badge> : null}
    </span>
  );
}

const Roots = ({ roots }: { roots: string[] }) =>
  roots.length === 0 ? (
    <span className="text-blocked">{text.noRoots}</span>
  ) : (
    <ul className="space-y-0.5">
      {roots.map((root) => (
        <li key={root} className="flex min-w-0 items-center gap-1.5" title={root}>
          <Folder className="size-3.5 shrink-0 text-ink-3" aria-hidden />
          <code className="min-w-0 truncate font-mono text-xs">{root}</code>
        </li>
      ))}
    </ul>
  );
