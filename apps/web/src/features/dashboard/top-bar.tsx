'use client';
import { Bot, Command, FileText, GitMerge, Plus } from 'lucide-react';
import Link from 'next/link';
import { Mark } from '#components/mark.tsx';
import { Button } from '#components/ui/button.tsx';
import { InboxLink } from '#features/inbox/inbox-link.tsx';
import { mergesPath } from '#features/merges/merges-path.ts';
import { useMay, useProjectScope, useView } from '#features/project/project-context.tsx';
import { useOverlays } from '#features/shell/overlay-store.ts';
import { ThemeMenu } from '#features/shell/theme-menu.tsx';
import { UserMenu } from '#features/shell/user-menu.tsx';
import { projectPath } from '#lib/route-ids.ts';
import { common } from '#text/common.ts';
import { dashboard } from '#text/dashboard.ts';
import { HealthMenu } from './health-menu.tsx';
import { OrchestratorButton } from './orchestrator-button.tsx';
import { ProjectSwitcher } from './project-switcher.tsx';
import { RecordButton } from './record-button.tsx';

export function TopBar() {
  const { projectId } = useProjectScope();
  const open = useOverlays((state) => state.open);
  const mayAdd = useMay('operator');
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b bg-surface px-2 max-md:h-14">
      <Link
        href={projectPath(projectId)}
        aria-label={common.product}
        className="grid size-9 shrink-0 place-items-center max-md:size-11"
      >
        <Mark />
      </Link>
      <ProjectSwitcher />
      <StateBadge />
      <Button asChild look="quiet" size="sm" className="max-lg:hidden">
        <Link href={projectPath(projectId, 'agents')}>
          <Bot aria-hidden />
          {dashboard.agents}
        </Link>
      </Button>
      <Button asChild look="quiet" size="sm" className="max-lg:hidden">
        <Link href={mergesPath(projectId)}>
          <GitMerge aria-hidden />
          {dashboard.merges}
        </Link>
      </Button>
      <span className="flex-1" />
      <HealthMenu />
      <InboxLink />
      <OrchestratorButton />
      <Button
        look="primary"
        onClick={() => open('new-task')}
        disabled={!mayAdd}
        aria-label={dashboard.newTask}
        className="max-md:px-0"
      >
        <Plus aria-hidden />
        <span className="max-lg:hidden">{dashboard.newTask}</span>
      </Button>
      <RecordButton className="max-md:hidden" />
      <Button
        look="quiet"
        size="icon"
        aria-label={dashboard.palette}
        title={dashboard.palette}
        onClick={() => open('palette')}
        className="max-md:hidden"
      >
        <Command aria-hidden />
      </Button>
      <span className="max-md:hidden">
        <ThemeMenu />
      </span>
      <UserMenu />
    </header>
  );
}

function StateBadge() {
  const { projectId } = useProjectScope();
  const state = useView((view) => view.state);
  return (
    <Button
      asChild
      look="plain"
      size="sm"
      className="rounded-full font-normal text-ink-2 tabular-nums max-md:hidden"
    >
      <Link href={projectPath(projectId, 'state')} title={dashboard.stateHint}>
        <FileText className="size-3.5!" aria-hidden />
        {state === null ? dashboard.noState : dashboard.state(state.version)}
      </Link>
    </Button>
  );
}
