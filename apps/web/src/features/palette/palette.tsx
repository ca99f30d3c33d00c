'use client';
import { runOrchestrator } from '@overmind/contracts/routes/orchestrator';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { useQueryClient } from '@tanstack/react-query';
import { Command } from 'cmdk';
import {
  Bot,
  FileText,
  FolderGit2,
  Inbox,
  Keyboard,
  LayoutDashboard,
  LayoutGrid,
  LogOut,
  Orbit,
  PackagePlus,
  Plus,
  ScanSearch,
  Server,
  Settings,
  SlidersHorizontal,
} from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { Dialog } from 'radix-ui';
import { useFocusBack } from '#components/ui/focus-back.ts';
import { useProjects } from '#features/projects/use-projects.ts';
import { useSignOut } from '#features/session/use-session.ts';
import { useOverlays } from '#features/shell/overlay-store.ts';
import { themes } from '#features/shell/themes.ts';
import { StatusMark } from '#features/tasks/task-marks.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { useSend } from '#lib/api/use-route.ts';
import { snapshotKey } from '#lib/live/project-connection.ts';
import { projectPath } from '#lib/route-ids.ts';
import { toast } from '#lib/toast.ts';
import { palette as text } from '#text/palette.ts';
import { runners } from '#text/runners.ts';
import { shell } from '#text/shell.ts';
import { ModelItems } from './model-items.tsx';
import { Group, Item, type Run } from './palette-parts.tsx';
import { ProjectActions } from './project-actions.tsx';

interface PaletteProps {
  projectId: string | null;
  onClose(): void;
}

export function Palette({ projectId, onClose }: PaletteProps) {
  const run = (act: () => void) => () => {
    onClose();
    act();
  };
  const focusBack = useFocusBack(true);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          {...focusBack}
          aria-label={text.label}
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-24px)] max-w-xl -translate-x-1/2 animate-rise overflow-hidden rounded-xl border bg-surface shadow-pop"
        >
          <Command label={text.label} loop>
            <Command.Input
              placeholder={text.placeholder}
              className="h-12 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-ink-3"
            />
            <Command.List className="max-h-[52vh] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-ink-2">{text.empty}</Command.Empty>
              <Actions projectId={projectId} run={run} />
              {projectId === null ? null : <Tasks projectId={projectId} run={run} />}
              <Projects run={run} />
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Actions({ projectId, run }: { projectId: string | null; run: Run }) {
  const router = useRouter();
  const { setTheme } = useTheme();
  const open = useOverlays((state) => state.open);
  const signOut = useSignOut();
  const cycle = useSend(runOrchestrator, {
    onSuccess: () => void toast(text.asked),
    onError: (error) => void toast.error(errorWords(error)),
  });
  const go = (path: string) => run(() => router.push(path));
  return (
    <>
      {projectId === null ? null : (
        <Group heading={text.actions}>
          <Item onSelect={() => open('new-task')}>
            <Plus aria-hidden /> {text.newTask}
          </Item>
          <Item onSelect={run(() => cycle.mutate({ params: { id: projectId }, body: {} }))}>
            <Orbit aria-hidden /> {text.runOrchestrator}
          </Item>
          <Item onSelect={() => open('preview')}>
            <ScanSearch aria-hidden /> {text.preview}
          </Item>
          <ProjectActions projectId={projectId} go={go} run={run} />
        </Group>
      )}
      <Group heading={text.go}>
        {projectId === null ? null : (
          <>
            <Item onSelect={go(projectPath(projectId))}>
              <LayoutDashboard aria-hidden /> {text.dashboard}
            </Item>
            <Item onSelect={go(projectPath(projectId, 'state'))}>
              <FileText aria-hidden /> {text.state}
            </Item>
            <Item onSelect={go(projectPath(projectId, 'agents'))}>
              <Bot aria-hidden /> {text.agents}
            </Item>
            <Item onSelect={go(projectPath(projectId, 'settings'))}>
              <SlidersHorizontal aria-hidden /> {text.projectSettings}
            </Item>
          </>
        )}
        <Item onSelect={go('/inbox')}>
          <Inbox aria-hidden /> {text.inbox}
        </Item>
        <Item onSelect={go('/projects?import=1')}>
          <PackagePlus aria-hidden /> {text.importProject}
        </Item>
        <Item onSelect={go('/projects')}>
          <LayoutGrid aria-hidden /> {text.allProjects}
        </Item>
        <Item onSelect={go('/runners')}>
          <Server aria-hidden /> {runners.title}
        </Item>
        <ModelItems go={go} />
        <Item onSelect={go('/settings')}>
          <Settings aria-hidden /> {text.settings}
        </Item>
        <Item onSelect={() => open('keys')}>
          <Keyboard aria-hidden /> {shell.keys}
        </Item>
        {themes.map(({ name, icon: Icon }) => (
          <Item key={name} onSelect={run(() => setTheme(name))}>
            <Icon aria-hidden /> {text.theme(shell.themes[name])}
          </Item>
        ))}
        <Item onSelect={run(() => signOut.mutate({}))}>
          <LogOut aria-hidden /> {text.signOut}
        </Item>
      </Group>
    </>
  );
}

const mostTasks = 200;

function Tasks({ projectId, run }: { projectId: string; run: Run }) {
  const router = useRouter();
  const view = useQueryClient().getQueryData<Snapshot>(snapshotKey(projectId));
  return (
    <Group heading={text.tasks}>
      {view?.tasks.slice(0, mostTasks).map((task) => (
        <Item
          key={task.id}
          value={`${task.key} ${task.title}`}
          onSelect={run(() => router.push(`${projectPath(projectId)}?task=${task.id}`))}
        >
          <StatusMark status={task.status} withWords={false} />
          <span className="shrink-0 text-ink-3 text-xs tabular-nums">{task.key}</span>
          <span className="truncate">{task.title}</span>
        </Item>
      ))}
    </Group>
  );
}

function Projects({ run }: { run: Run }) {
  const router = useRouter();
  const list = useProjects();
  return (
    <Group heading={text.projects}>
      {(list.data?.items ?? []).map((project) => (
        <Item
          key={project.id}
          value={`${project.name} ${project.key}`}
          onSelect={run(() => router.push(projectPath(project.id)))}
        >
          <FolderGit2 aria-hidden />
          <span className="truncate">{project.name}</span>
        </Item>
      ))}
    </Group>
  );
}
