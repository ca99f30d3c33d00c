'use client';
import type { ProjectCard as Card } from '@overmind/contracts/entities/project';
import { Archive, FolderGit2, PackagePlus, Plus, Search } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { lazy, Suspense, useState } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { SearchInput } from '#components/search-input.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { SiteFrame } from '#features/shell/site-frame.tsx';
import { cn } from '#lib/class-names.ts';
import { projectPath } from '#lib/route-ids.ts';
import { showParts } from '#lib/search-param.ts';
import { projects } from '#text/projects.ts';
import { transfer } from '#text/transfer.ts';
import { CreateProjectForm } from './create-project-form.tsx';
import { ProjectCard } from './project-card.tsx';
import { useProjects } from './use-projects.ts';

const ImportDialog = lazy(async () => ({
  default: (await import('#features/transfer/import-dialog.tsx')).ImportDialog,
}));

export function ProjectsPage() {
  const router = useRouter();
  const [text, setText] = useState('');
  const [archived, setArchived] = useState<'true' | 'false'>('false');
  const [isCreating, setCreating] = useState(false);
  const isImporting = useSearchParams().get('import') === '1';
  const setImporting = (isOn: boolean) => showParts({ import: isOn ? '1' : null });
  const list = useProjects(archived);
  const shown = (list.data?.items ?? []).filter((project) => matches(project, text));
  return (
    <SiteFrame>
      <div className="mb-5 flex flex-wrap items-center gap-3">
        <h1 className="mr-auto font-semibold text-2xl tracking-tight">{projects.title}</h1>
        <SearchInput
          label={projects.search}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="w-full flex-none sm:w-60"
        />
        <ArchiveFilter value={archived} onChange={setArchived} />
        <Button onClick={() => setImporting(true)}>
          <PackagePlus aria-hidden />
          {transfer.import}
        </Button>
        <Button look="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden />
          {projects.create}
        </Button>
      </div>
      {list.isPending ? <CardSkeletons /> : null}
      {list.isError ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && shown.length === 0 ? (
        <Nothing text={text} isArchive={archived === 'true'} onCreate={() => setCreating(true)} />
      ) : null}
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {shown.map((project) => (
          <ProjectCard key={project.id} project={project} />
        ))}
      </div>
      <Suspense fallback={null}>
        {isImporting ? <ImportDialog onClose={() => setImporting(false)} /> : null}
      </Suspense>
      <Dialog
        isOpen={isCreating}
        onOpenChange={setCreating}
        title={projects.createTitle}
        description={projects.createHint}
        className="max-w-xl"
      >
        <CreateProjectForm onCreated={(project) => router.push(projectPath(project.id))} />
      </Dialog>
    </SiteFrame>
  );
}

const matches = (project: Card, text: string): boolean =>
  `${project.name} ${project.key} ${project.default_repo_path ?? ''}`
    .toLowerCase()
    .includes(text.trim().toLowerCase());

interface ArchiveFilterProps {
  value: 'true' | 'false';
  onChange(value: 'true' | 'false'): void;
}
const ArchiveFilter = ({ value, onChange }: ArchiveFilterProps) => (
  <div className="flex rounded-md border border-line-strong/70 bg-raised p-0.5">
    {(['false', 'true'] as const).map((option) => (
      <button
        key={option}
        type="button"
        aria-pressed={value === option}
        onClick={() => onChange(option)}
        className={cn(
          'h-[26px] rounded px-2.5 text-xs max-md:h-10',
          value === option ? 'bg-ink/10 font-medium' : 'text-ink-2',
        )}
      >
        {option === 'true' ? projects.archived : projects.active}
      </button>
    ))}
  </div>
);

function Nothing({ text, isArchive, onCreate }: { text: string; isArchive: boolean; onCreate(): void }) {
  if (text.trim() !== '')
    return <EmptyState icon={Search} title={projects.noMatchTitle} hint={projects.noMatchHint(text)} />;
  if (isArchive)
    return <EmptyState icon={Archive} title={projects.noneArchived} hint={projects.noneArchivedHint} />;
  return (
    <EmptyState
      icon={FolderGit2}
      title={projects.emptyTitle}
      hint={projects.emptyHint}
      className="rounded-card border border-dashed py-20"
      action={
        <Button look="primary" onClick={onCreate}>
          <Plus aria-hidden />
          {projects.create}
        </Button>
      }
    />
  );
}

const CardSkeletons = () => (
  <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3">
    {['a', 'b', 'c'].map((key) => (
      <Skeleton key={key} className="h-40" />
    ))}
  </div>
);
